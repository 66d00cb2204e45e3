package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.kit.text.PhoneSearch;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.store.TicketOrder.By;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Tickets to search in, in a database of their own, and what going through all of them finds.
final class SearchFixture implements AutoCloseable {
    static final String SHARED = "shared.mail+box@example.com";

    private static final String WALK = """
            select ticket_number, subject, email, coalesce(phone_number, '') as phone, description,
                   coalesce(related_transaction_id, '') as reference
            from ticket join ticket_origin on ticket_id = id
            order by 1
            """;

    final TestDatabase at;
    final Database database;
    private final Random random = new Random(11);

    private SearchFixture(TestDatabase at) {
        this.at = at;
        this.database = TicketDatabase.open(at);
    }

    /// Few, and among them what is hard to find.
    static SearchFixture ofAllKinds() {
        SearchFixture fixture = new SearchFixture(TicketDatabase.fresh());
        fixture.open();
        return fixture;
    }

    /// A great many that have much in common.
    static SearchFixture ofMany(int tickets) {
        TestDatabase many = TicketDatabase.fresh();
        many.execute(Seed.MANY.formatted(tickets));
        many.execute("analyze");
        return new SearchFixture(many);
    }

    private void open() {
        for (int i = 0; i < 150; i++) {
            String email = i % 3 == 0 ? SHARED : "user" + i + "@example.com";
            Seed.open(
                    database,
                    i == 77 ? "Charged TWICE for a jar of Marmalade" : "The bill was paid twice for order " + i,
                    "The app says that it was sent, the reference is TX-" + Integer.toHexString(random.nextInt()),
                    email,
                    i % 2 == 0 ? "+234801" + (1_000_000 + i * 7919) : null);
        }
        Seed.open(
                database,
                "About smi-1999-000042",
                "As I wrote to help@other.ng or +2347000 about SMI-2001-7",
                "w@y.ng",
                "+23470");
        Seed.open(
                database,
                "Ọláyínká can’t\nlog in",
                "NGN\u00A050,000.00 left, ref TRX\u2011778899",
                "josé@y.ng",
                "0803 1234 56l7 (unverified)");
        Seed.open(
                database,
                "It's 100% _all_ \\o/ :* & | ! <->",
                "''quoted'' \"twice\" мир ₦₦₦",
                "o'neil\\x%_@y.ng",
                null);
    }

    @Override
    public void close() {
        database.close();
    }

    TicketLists.Page page(TicketFilter filter, TicketOrder order, int limit, long offset) {
        return TicketLists.page(database, filter, order, limit, offset, Analytics.read(database, ZoneOffset.UTC));
    }

    /// What people may look for, and parts of what is there.
    List<String> searches() {
        List<String> searches = new ArrayList<>(List.of(
                "twice for a jar",
                "jar",
                "marmalade",
                "paid twice",
                "the bill was paid",
                "user12@",
                "+2348",
                "801",
                "8011",
                "example.com",
                "@example",
                ".com",
                "smi-1999-000042",
                "smi-2001-7",
                "help@other",
                "+2347000",
                "100%",
                "_all_",
                "\\o/",
                "it's",
                "''q",
                "':*",
                "o'neil",
                "\\x%",
                "%_@",
                "& |",
                "<->",
                "мир",
                "мир ₦",
                "₦₦₦",
                "no such words",
                "zzz",
                "tx-",
                "a j",
                " a ",
                "e f",
                "twice\" м",
                "0801",
                "0801 1",
                "08011015",
                "+234 801",
                "00234 0801",
                "009234801",
                "234801",
                "(0801)",
                "0801-10 15",
                "#SMI-2",
                "#smi-1999-000042",
                "Ọláyínká",
                "OLAYINKA can't",
                "can’t log\u00A0in",
                "tx-4711",
                "4711-abc"));
        List<String> fields = database.query(
                "select unnest(string_to_array(search_text || chr(1) || number_key, chr(1))) as field from ticket_origin",
                Map.of(),
                row -> row.text("field"));
        for (int i = 0; i < 150; i++) {
            String field = fields.get(random.nextInt(fields.size()));
            if (field.length() > 3) {
                int begin = random.nextInt(field.length() - 3);
                int end = Math.min(field.length(), begin + 3 + random.nextInt(14));
                searches.add(field.substring(begin, end).strip());
            }
        }
        searches.removeIf(search -> search.strip().length() < 3);
        return searches;
    }

    /// It finds what going through all tickets finds.
    void holds(String search) {
        SearchText sought = SearchText.of(search).orElseThrow();
        List<String> walked =
                database.query(WALK, Map.of(), row -> isFound(sought, row) ? row.text("ticket_number") : "").stream()
                        .filter(number -> !number.isEmpty())
                        .toList();
        assertThat(found(search)).as(search).isEqualTo(walked);
        isFoundInTheListsOrder(search, walked);
    }

    /// As what a great many tickets have is looked for: the list is short enough to be gone through whole.
    private void isFoundInTheListsOrder(String search, List<String> walked) {
        TicketLists.Page page = TicketsFound.page(
                database,
                Filters.searching(search),
                new TicketOrder(By.CREATED_AT, false),
                200,
                0,
                Analytics.read(database, ZoneOffset.UTC),
                0,
                List.of(1_000L));

        assertThat(page.tickets().stream().map(TicketView::ticketNumber).sorted())
                .as(search)
                .isEqualTo(walked);
        assertThat(page.total()).isEqualTo(walked.size());
        assertThat(page.isEstimate()).isFalse();
    }

    private static boolean isFound(SearchText sought, Row row) {
        String phone = row.text("phone");
        PhoneSearch number = sought.phone();
        return Stream.of("subject", "email", "phone", "description", "reference")
                        .anyMatch(field -> FoldedText.of(row.text(field)).contains(sought.text()))
                || FoldedText.of(row.text("ticket_number")).contains(sought.number())
                || (number != null
                        && (phone.contains(number.inside())
                                || number.beginnings().stream().anyMatch(phone::startsWith)));
    }

    /// The numbers of all that it finds, in their order.
    List<String> found(String search) {
        TicketLists.Page page = page(Filters.searching(search), new TicketOrder(By.CREATED_AT, true), 200, 0);
        List<String> numbers =
                page.tickets().stream().map(TicketView::ticketNumber).sorted().toList();
        assertThat(page.total()).isEqualTo(numbers.size());
        return numbers;
    }
}
