package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.domain.Assignee;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.TicketOrder.By;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way to a page gives what going through all tickets would give.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketListsTest {
    private static final String ADA = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";
    private static final TicketFilter ALL = Filters.of(null, null, null, null, null, null, null, null);

    private static final List<SupportType> TYPES = List.of(
            SupportType.GENERAL_INQUIRY, SupportType.LOGIN_ISSUE, SupportType.CARD_ISSUE, SupportType.REFUND_REQUEST);
    private static final List<Priority> PRIORITIES = List.of(Priority.LOW, Priority.MEDIUM, Priority.HIGH);

    private Database database;
    private final List<TicketView> tickets = new ArrayList<>();

    @BeforeAll
    void seed() {
        database = TicketDatabase.open(TicketDatabase.fresh());
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            SupportType type = any(random, TYPES);
            Priority priority = any(random, PRIORITIES);
            String user = random.nextInt(3) == 0 ? "u-" + random.nextInt(3) : null;
            Ticket ticket = Seed.open(database, "Subject " + i, "p" + i % 7 + "@x.ng", user, type, priority);
            change(ticket, random);
        }
        Analytics.fold(database);
        tickets.addAll(database.query(
                "select " + TicketView.COLUMNS + " from ticket " + TicketView.JOINS, Map.of(), TicketView::read));
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static <E> E any(Random random, List<E> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void change(Ticket ticket, Random random) {
        Actor by = new Actor(ADA, "Ada", null, null);
        TicketStatus to = any(random, List.of(TicketStatus.values()));
        save(ticket, held -> held.ticket().changeStatus(to, null, by, held.now()));
        if (random.nextInt(3) == 0) {
            Assignee ada = new Assignee(ADA, "Ada", Assignee.Knowledge.UNKNOWN);
            save(ticket, held -> held.ticket().assign(ada, by, held.now()));
        }
        if (random.nextInt(5) == 0) {
            save(ticket, held -> held.ticket().prioritize(Priority.URGENT, by, held.now()));
        }
    }

    private void save(Ticket ticket, Function<Tickets.Held, Decision> decision) {
        database.transaction(transaction -> {
            Tickets.Held held = Tickets.lock(
                            transaction,
                            new TicketReference.ById(ticket.submission().id()))
                    .orElseThrow();
            return decision.apply(held) instanceof Decision.Changed changed
                    ? TicketChanges.save(transaction, held.ticket(), changed)
                    : null;
        });
    }

    static Stream<Arguments> filtersAndOrders() {
        TicketStatus pending = TicketStatus.PENDING;
        Priority high = Priority.HIGH;
        SupportType login = SupportType.LOGIN_ISSUE;
        Instant from = Instant.parse("2000-01-01T00:00:00Z");
        Instant before = Instant.parse("2100-01-01T00:00:00Z");
        List<TicketFilter> filters = List.of(
                ALL,
                Filters.of(null, pending, null, null, null, null, null, null),
                Filters.of(null, null, high, null, null, null, null, null),
                Filters.of(null, null, null, login, null, null, null, null),
                Filters.of(null, null, null, null, TicketFilter.UNASSIGNED, null, null, null),
                Filters.of(null, null, null, null, ADA, null, null, null),
                Filters.of(null, null, null, null, null, "u-1", null, null),
                Filters.of(null, pending, high, null, null, null, null, null),
                Filters.of(null, pending, high, login, TicketFilter.UNASSIGNED, null, null, null),
                Filters.of(null, null, null, null, null, null, from, before),
                Filters.of(null, pending, null, null, null, null, from, null),
                Filters.of(null, null, null, null, null, null, before, null),
                several(Set.of(pending, TicketStatus.RESOLVED), Set.of(), Set.of(), Set.of(), Set.of(), null),
                several(
                        Set.of(),
                        Set.of(high, Priority.LOW),
                        Set.of(login, SupportType.OTHER),
                        Set.of(),
                        Set.of(),
                        null),
                several(Set.of(), Set.of(high, Priority.LOW), Set.of(), Set.of(), Set.of(), from),
                several(Set.of(), Set.of(), Set.of(), Set.of(ADA, TicketFilter.UNASSIGNED), Set.of(), null),
                several(Set.of(), Set.of(), Set.of(), Set.of(ADA, "nobody"), Set.of(), before),
                several(Set.of(pending), Set.of(high), Set.of(), Set.of(ADA, TicketFilter.UNASSIGNED), Set.of(), null),
                several(Set.of(), Set.of(), Set.of(), Set.of(), Set.of("u-1", "u-2"), null),
                Filters.of("subject 1", null, null, null, null, null, null, null),
                Filters.of("p3", pending, null, null, null, null, null, null));
        return filters.stream()
                .flatMap(filter -> Stream.of(By.values())
                        .flatMap(by -> Stream.of(true, false)
                                .map(descending -> arguments(filter, new TicketOrder(by, descending)))));
    }

    private static TicketFilter several(
            Set<TicketStatus> statuses,
            Set<Priority> priorities,
            Set<SupportType> types,
            Set<String> assignees,
            Set<String> userIds,
            @Nullable Instant from) {
        return new TicketFilter(null, statuses, priorities, types, assignees, userIds, from, null);
    }

    @ParameterizedTest
    @MethodSource("filtersAndOrders")
    void everyPageIsWhatGoingThroughAllTicketsGives(TicketFilter filter, TicketOrder order) {
        List<String> expected = tickets.stream()
                .filter(ticket -> matches(filter, ticket))
                .sorted(comparator(order))
                .map(TicketView::ticketNumber)
                .toList();
        List<String> listed = new ArrayList<>();
        int limit = 7;
        for (long offset = 0; offset <= expected.size(); offset += limit) {
            TicketLists.Page page =
                    TicketLists.page(database, filter, order, limit, offset, Analytics.read(database, ZoneOffset.UTC));
            assertThat(page.total()).isEqualTo(expected.size());
            page.tickets().forEach(ticket -> listed.add(ticket.ticketNumber()));
        }

        assertThat(listed).isEqualTo(expected);
    }

    @Test
    void aPageBeyondTheLastIsEmptyAndTellsTheTotal() {
        TicketOrder order = new TicketOrder(By.CREATED_AT, true);

        TicketLists.Page page =
                TicketLists.page(database, ALL, order, 100, 1_000_000_000L, Analytics.read(database, ZoneOffset.UTC));

        assertThat(page.tickets()).isEmpty();
        assertThat(page.total()).isEqualTo(60);
    }

    /// `decisions.md` and `architecture.md`: one and two characters match beginnings of numbers and emails only.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "subject 12, 1",
                "escription of subject 59, 1",
                "ubject 1, 11",
                "p6@x.ng, 8",
                "p6, 8",
                "p, 60",
                "s, 60",
                "6@, 0",
                "smi, 60",
                "smi-2, 60",
                "no such words, 0",
                "100%, 0",
                "subject_12, 0",
                "\\\\, 0",
                "---, 0",
            })
    void aSearchLooksInsideOfTextAndShortOnesAtBeginnings(String search, int matches) {
        TicketFilter filter = Filters.of(search, null, null, null, null, null, null, null);

        TicketLists.Page page = TicketLists.page(
                database,
                filter,
                new TicketOrder(By.CREATED_AT, true),
                100,
                0,
                Analytics.read(database, ZoneOffset.UTC));

        assertThat(page.total()).isEqualTo(matches);
        assertThat(page.tickets()).hasSize(matches);
    }

    @Test
    void aSearchFindsNumbersWholeInPartsAndWhereSomebodyWroteThem() {
        List<String> numbers =
                database.query("select number_key from ticket_origin", Map.of(), row -> row.text("number_key"));
        // Its last digits stand in no other one.
        String number = numbers.stream().max(Comparator.naturalOrder()).orElseThrow();
        Seed.open(database, "What about " + number + "?", "w@y.ng", null, SupportType.OTHER, Priority.LOW);
        try {
            assertThat(found(number)).as("whole, and in a text").isEqualTo(2);
            assertThat(found(number.substring(1)))
                    .as("from inside of its prefix")
                    .isEqualTo(2);
            assertThat(found(number.substring(number.length() - 4)))
                    .as("its last digits")
                    .isEqualTo(2);
            assertThat(found(number.substring(0, number.length() - 1)))
                    .as("its beginning")
                    .isEqualTo(bearing(number.substring(0, number.length() - 1)));
            assertThat(found(number + "9")).as("one that nobody has").isZero();
        } finally {
            forget("w@y.ng");
        }
    }

    private long bearing(String beginning) {
        return database.queryOne("""
                        select count(*) as n from ticket_origin
                        where starts_with(number_key, :beginning) or strpos(search_text, :beginning) > 0
                        """, Map.of("beginning", beginning), row -> row.number("n"))
                .orElseThrow();
    }

    private long found(String search) {
        TicketFilter filter = Filters.of(search, null, null, null, null, null, null, null);
        return TicketLists.page(
                        database,
                        filter,
                        new TicketOrder(By.CREATED_AT, true),
                        10,
                        0,
                        Analytics.read(database, ZoneOffset.UTC))
                .total();
    }

    private void forget(String email) {
        Map<String, Object> params = Map.of("email", email);
        database.update("delete from analytics_delta", Map.of());
        database.update(
                "delete from ticket_history where ticket_id in (select id from ticket where email = :email)", params);
        database.update("delete from ticket_origin where email_key = :email", params);
        database.update("delete from contact where value = :email", params);
        database.update("delete from ticket where email = :email", params);
    }

    @Test
    void wildcardsInASearchStandForThemselves() {
        Seed.open(database, "Fee of 100% _all_ \\o/ --- مرحبا ₦₦₦", "w@y.ng", null, SupportType.OTHER, Priority.LOW);
        for (String search : List.of("100%", "_all_", "\\o/", "of 100% _all", "---", "مرحبا", "₦₦₦", "o/ -")) {
            assertThat(found(search)).as(search).isEqualTo(1);
        }
        forget("w@y.ng");
    }

    private static boolean matches(TicketFilter filter, TicketView ticket) {
        String search = filter.search() == null ? null : filter.search().text();
        return (filter.statuses().isEmpty() || filter.statuses().contains(ticket.status()))
                && (filter.priorities().isEmpty() || filter.priorities().contains(ticket.priority()))
                && (filter.supportTypes().isEmpty() || filter.supportTypes().contains(ticket.supportType()))
                && (filter.assignees().isEmpty()
                        || filter.assignees().contains(ticket.assignedTo() == null ? "" : ticket.assignedTo()))
                && (filter.userIds().isEmpty()
                        || (ticket.userId() != null && filter.userIds().contains(ticket.userId())))
                && (filter.from() == null || !ticket.createdAt().isBefore(filter.from()))
                && (filter.before() == null || ticket.createdAt().isBefore(filter.before()))
                && (search == null
                        || (search.length() < 3
                                ? Objects.requireNonNull(ticket.email()).startsWith(search)
                                : ticket.subject()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .contains(search)));
    }

    private static Comparator<TicketView> comparator(TicketOrder order) {
        Comparator<TicketView> natural = switch (order.by()) {
            case CREATED_AT -> Comparator.comparing(TicketView::createdAt);
            case UPDATED_AT -> Comparator.comparing(TicketView::updatedAt);
            case PRIORITY -> Comparator.comparing(TicketView::priority);
            case STATUS -> Comparator.comparing(ticket -> ticket.status().wire());
            case SUPPORT_TYPE ->
                Comparator.comparing(ticket -> ticket.supportType().wire());
        };
        Comparator<TicketView> all = natural.thenComparing(TicketView::createdAt)
                .thenComparing(ticket -> ticket.id().toString());
        return order.descending() ? all.reversed() : all;
    }

    /// Unassigned tickets lie behind all that are looked at, or among them: the page is the same.
    @ParameterizedTest
    @ValueSource(strings = {"2019-01-01", "2030-01-01"})
    void thePageOfTheUnassignedByActivityIsTheirNewestWhereverTheyLie(String movedTo) {
        TestDatabase many = TicketDatabase.fresh();
        many.execute(Seed.MANY.formatted(1_000));
        many.execute("update ticket set updated_at = timestamptz '%s' + (updated_at - timestamptz '2020-01-01')"
                        .formatted(movedTo)
                + " where assigned_to is null");
        many.execute("analyze");
        try (Database crowd = TicketDatabase.open(many)) {
            long unassigned = many.number("select count(*) from ticket where assigned_to is null");
            List<UUID> newest = crowd.query(
                    "select id from ticket where assigned_to is null order by updated_at desc, id desc limit 20",
                    Map.of(),
                    row -> row.uuid("id"));

            TicketLists.Page page = TicketLists.page(
                    crowd,
                    Filters.of(null, null, null, null, TicketFilter.UNASSIGNED, null, null, null),
                    new TicketOrder(TicketOrder.By.UPDATED_AT, true),
                    20,
                    0,
                    Analytics.read(crowd, ZoneOffset.UTC),
                    100);

            assertThat(1_000 - unassigned).as("that may stand before them").isGreaterThan(100);
            assertThat(page.total()).isEqualTo(unassigned);
            assertThat(page.tickets()).extracting(TicketView::id).isEqualTo(newest);
        }
    }
}
