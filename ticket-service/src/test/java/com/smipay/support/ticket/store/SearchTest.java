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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// However a search is put to the indexes, it finds what going through all tickets would find.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private static final String SHARED = "shared.mail+box@example.com";

    private static final String WALK = """
            select ticket_number, subject, email, coalesce(phone_number, '') as phone, description,
                   coalesce(related_transaction_id, '') as reference
            from ticket join ticket_origin on ticket_id = id
            order by 1
            """;

    private final Random random = new Random(11);
    private TestDatabase at;
    private Database database;

    @BeforeAll
    void seed() {
        at = TicketDatabase.fresh();
        database = TicketDatabase.open(at);
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

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void aSearchFindsWhatGoingThroughAllTicketsFinds() {
        List<String> searches = searches();
        database.update("delete from common_trigram", Map.of());
        searches.forEach(this::holds);
        CommonTrigrams.count(database);
        assertThat(at.number("select count(*) from common_trigram where trigram in ('twi', 'bil') and share > 0.9"))
                .isEqualTo(2);
        assertThat(at.number("select count(*) from common_trigram where trigram = 'mal'"))
                .as("a rare one")
                .isZero();
        searches.forEach(this::holds);
    }

    /// Of words with blanks and signs between them, too.
    @Test
    void theIndexOfWordsIsAskedForWhatIsRare() {
        CommonTrigrams.count(database);

        assertThat(SearchText.of("twice for a jar")
                        .orElseThrow()
                        .beforehand(database)
                        .rarest())
                .containsExactly("jar");
        assertThat(SearchText.of("user17@").orElseThrow().beforehand(database).rarest())
                .isNotEmpty();
        assertThat(SearchText.of("paid twice")
                        .orElseThrow()
                        .beforehand(database)
                        .rarest())
                .isEmpty();
        assertThat(SearchText.of("мир jar").orElseThrow().beforehand(database).rarest())
                .isEmpty();
    }

    @Test
    void aSearchNeverCrossesFields() {
        assertThat(found("order 1user1")).isEmpty();
        assertThat(found("order 1the app")).isEmpty();
        assertThat(found("example.com+234")).isEmpty();
        assertThat(found("example.comthe")).isEmpty();
    }

    @Test
    void anEmailThatManyTellIsFoundByAnyPart() {
        assertThat(found("mail+box@")).hasSize(50).isEqualTo(found(SHARED));
        assertThat(found("red.mail")).hasSize(50);
    }

    @Test
    void whatAGreatManyContactsShareFindsAllOfTheirTickets() {
        TestDatabase many = TicketDatabase.fresh();
        many.execute(Seed.MANY.formatted(2_500));
        many.execute("analyze");
        try (Database crowd = TicketDatabase.open(many)) {
            for (String search : List.of("@x.ng", "x.n", "p24", "p2400@x.ng", "@x.ngo")) {
                TicketFilter filter = Filters.of(search, null, null, null, null, null, null, null);
                TicketLists.Page page = TicketLists.page(
                        crowd,
                        filter,
                        new TicketOrder(By.CREATED_AT, true),
                        20,
                        0,
                        Analytics.read(crowd, ZoneOffset.UTC));

                assertThat(page.total())
                        .as(search)
                        .isEqualTo(many.number(
                                "select count(*) from ticket_origin where email_key like '%" + search + "%'"));
                assertThat(page.isEstimate()).as(search).isEqualTo(page.total() > 2_000);
            }
        }
    }

    /// Every ticket has it, so each page is that of the list without a search.
    @Test
    void thePagesOfWhatAllTicketsShareAreThoseOfTheList() {
        TestDatabase many = TicketDatabase.fresh();
        many.execute(Seed.MANY.formatted(2_500));
        many.execute("analyze");
        try (Database crowd = TicketDatabase.open(many)) {
            for (boolean descending : List.of(true, false)) {
                TicketOrder order = new TicketOrder(By.CREATED_AT, descending);
                Analytics.Figures figures = Analytics.read(crowd, ZoneOffset.UTC);
                TicketLists.Page all = TicketLists.page(
                        crowd, Filters.of(null, null, null, null, null, null, null, null), order, 20, 40, figures);

                TicketLists.Page found = TicketLists.page(crowd, Filters.searching("@x.ng"), order, 20, 40, figures);

                assertThat(found.isEstimate()).isTrue();
                assertThat(found.tickets()).hasSize(20).isEqualTo(all.tickets());
            }
        }
    }

    /// More than are gathered, and none of them among those that are looked at first.
    @Test
    void whatManyOldTicketsShareIsFoundAndCounted() {
        TestDatabase many = TicketDatabase.fresh();
        many.execute(Seed.MANY.formatted(1_000));
        many.execute("""
                update ticket_origin set search_text = search_text || ' quokka'
                where number_key <= 'smi-2020-000150'
                """);
        many.execute("analyze");
        try (Database crowd = TicketDatabase.open(many)) {
            TicketLists.Page page = TicketsFound.page(
                    crowd,
                    Filters.searching("quokka"),
                    new TicketOrder(By.CREATED_AT, true),
                    20,
                    40,
                    Analytics.read(crowd, ZoneOffset.UTC),
                    100,
                    List.of(100L, 200L));

            assertThat(page.tickets()).hasSize(20);
            assertThat(page.total()).isEqualTo(150);
            assertThat(page.isEstimate()).isFalse();
        }
    }

    /// Rows of the first schema begin with their number; a row of the version before says everything that is needed.
    @Test
    void rowsOfEarlierVersionsAreFoundAsWell() {
        at.execute("""
                create temporary table one as select * from ticket limit 1;
                update one set id = '00000000-0000-7000-8000-000000000001', ticket_number = 'SMI-1998-000001',
                               subject = 'Zebra', email = 'old@row.ng', phone_number = '+15550001';
                insert into ticket (id, ticket_number, version, status_version, email, subject, support_type, status,
                                    priority, phone_number, created_at, updated_at, conversation_revision, last_seq,
                                    message_count, newest_seq, newest_preview, newest_is_from_user, newest_at, read_seq)
                select id, ticket_number, version, status_version, email, subject, support_type, status, priority,
                       phone_number, created_at, updated_at, conversation_revision, last_seq, message_count, newest_seq,
                       newest_preview, newest_is_from_user, newest_at, read_seq
                from one;
                insert into ticket_origin (ticket_id, first_message_id, description, number_key, email_key, search_text)
                select id, id, 'Quagga', 'smi-1998-000001', email,
                       concat_ws(chr(1), 'smi-1998-000001', 'zebra', email, phone_number, 'quagga')
                from one
                """);
        try {
            for (String search : List.of("zebr", "quag", "ld@row", "555000", "1998-0000", "smi-1998-000001")) {
                assertThat(found(search)).as(search).containsExactly("SMI-1998-000001");
                holds(search);
            }
        } finally {
            at.execute("delete from ticket_origin where email_key = 'old@row.ng';"
                    + "delete from ticket where email = 'old@row.ng'");
        }
    }

    private List<String> searches() {
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

    private void holds(String search) {
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

    private List<String> found(String search) {
        TicketFilter filter = Filters.searching(search);
        TicketLists.Page page = TicketLists.page(
                database,
                filter,
                new TicketOrder(By.CREATED_AT, true),
                200,
                0,
                Analytics.read(database, ZoneOffset.UTC));
        List<String> numbers =
                page.tickets().stream().map(TicketView::ticketNumber).sorted().toList();
        assertThat(page.total()).isEqualTo(numbers.size());
        return numbers;
    }
}
