package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.store.TicketOrder.By;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// No read goes through all tickets (`architecture.md`, Scale): with some thousands of them, the server's own count
/// of sequential scans stays where it was.
@Order(1)
class IndexesTest {
    private static final int TICKETS = 12_000;
    /// Once more than the server makes plans for given values before it considers one for any.
    private static final int OFTEN = 7;
    private static final String ADA = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";

    private static final String SCANS = """
            select coalesce(sum(seq_scan), 0) as scans, pg_stat_force_next_flush() is null as flushed
            from pg_stat_user_tables
            where relname in ('ticket', 'ticket_origin', 'ticket_history', 'ticket_phone', 'contact', 'person',
                              'person_search',
                              'registration_session')
            """;

    @Test
    void noReadGoesThroughAllTickets() {
        TestDatabase at = TicketDatabase.fresh();
        at.execute(Seed.MANY.formatted(TICKETS));
        at.execute("""
                insert into person (id, token_first_name, token_last_name, token_email)
                select 'u-' || n, 'Name' || n, 'Family' || n, 'now' || n || '@y.ng' from generate_series(1, 5000) as n
                """);
        at.execute("""
                insert into registration_session (id, source_partition, source_offset, deleted)
                select 's-' || n, 0, n, false from generate_series(1, 5000) as n
                """);
        at.execute("analyze");
        // One connection, whose own figures are complete.
        try (Database database = preparingAtOnce(at)) {
            // As the housekeeping does each second: what is pending would be read by every search.
            Folding.people(database);
            PendingEntries.fold(database);
            at.execute("vacuum analyze");
            long before = scans(database);

            // First with nothing known of what is common, of which only searches know anything.
            for (int i = 0; i < OFTEN; i++) {
                search(database);
            }
            CommonTrigrams.count(database);
            for (int i = 0; i < OFTEN; i++) {
                readEverything(database);
            }

            assertThat(scans(database)).isEqualTo(before);
        }
    }

    /// So that the server plans for any value as soon as it may.
    private static Database preparingAtOnce(TestDatabase at) {
        return new Database(new DatabaseSettings(
                at.url() + "?prepareThreshold=1", at.username(), at.password(), 1, Duration.ofSeconds(5)));
    }

    private static long scans(Database database) {
        database.query(SCANS, Map.of(), row -> row.number("scans"));
        return database.query(SCANS, Map.of(), row -> row.number("scans")).getFirst();
    }

    private static void search(Database database) {
        Analytics.Figures figures = Analytics.read(database, ZoneOffset.UTC);
        filters().stream()
                .filter(filter -> filter.search() != null)
                .forEach(filter -> readPages(database, filter, By.CREATED_AT, figures));
    }

    private static void readPages(Database database, TicketFilter filter, By by, Analytics.Figures figures) {
        TicketLists.page(database, filter, new TicketOrder(by, true), 20, 0, figures);
        TicketLists.page(database, filter, new TicketOrder(by, false), 20, 20, figures);
    }

    private static void readEverything(Database database) {
        Analytics.Figures figures = Analytics.read(database, ZoneOffset.UTC);
        for (TicketFilter filter : filters()) {
            for (By by : By.values()) {
                readPages(database, filter, by, figures);
            }
        }
        MyTickets.Page mine = MyTickets.page(database, "u-9", "p9@x.ng", 2, null);
        MyTickets.page(database, "u-9", "p9@x.ng", 100, mine.next());
        TicketReference number = new TicketReference.ByNumber("SMI-2020-000009");
        TicketDetails.find(database, number);
        TicketDetails.history(database, mine.tickets().getFirst().id());
        Tickets.find(database, number);
        Tickets.find(
                database, new TicketReference.ById(mine.tickets().getFirst().id()));
        People.find(database, "u-9");
        OpeningWriter.of(database).prepare("SMI", "s-9", "u-9");
    }

    /// A plan that was made while there were few tickets is kept, and serves when there are many.
    @Test
    void aTellingLooksForItsTicketsOnlyHoweverFewThereWereWhenItWasPlanned() {
        TestDatabase at = TicketDatabase.fresh();
        at.execute(Seed.MANY.formatted(200));
        at.execute("analyze");
        try (Database database =
                new Database(new DatabaseSettings(at.url(), at.username(), at.password(), 1, Duration.ofSeconds(5)))) {
            List<UUID> tickets =
                    database.query("select id from ticket order by id limit 20", Map.of(), row -> row.uuid("id"));
            // More often than the driver and the server make plans for given values.
            notifyInOneBatch(database, tickets, 100);
            long before = scans(database);

            notifyInOneBatch(database, tickets, 200);

            assertThat(scans(database)).isEqualTo(before);
        }
    }

    private static void notifyInOneBatch(Database database, List<UUID> tickets, long fromRevision) {
        for (long revision = fromRevision; revision < fromRevision + 15; revision++) {
            long now = revision;
            ConversationReplica.takeAll(
                    database, tickets.stream().map(id -> conversation(id, now)).toList());
        }
    }

    private static ConversationState conversation(UUID id, long revision) {
        return new ConversationState(
                id, "SMI-2020-000001", 1, new Owner(null, "a@x.ng", null), revision, 2, 2, null, null, null, 0, null);
    }

    private static List<TicketFilter> filters() {
        TicketStatus pending = TicketStatus.PENDING;
        Instant from = Instant.parse("2020-01-01T00:10:00Z");
        Instant before = Instant.parse("2020-01-01T00:12:00Z");
        return List.of(
                Filters.of(null, null, null, null, null, null, null, null),
                Filters.of(null, pending, null, null, null, null, null, null),
                Filters.of(null, TicketStatus.ESCALATED, Priority.HIGH, null, null, null, null, null),
                Filters.of(null, pending, Priority.HIGH, SupportType.LOGIN_ISSUE, null, null, null, null),
                Filters.of(null, pending, null, null, TicketFilter.UNASSIGNED, null, null, null),
                Filters.of(null, pending, null, null, ADA, null, null, null),
                Filters.of(null, null, null, null, null, "u-9", null, null),
                Filters.of(null, null, null, null, null, null, from, before),
                Filters.of(null, TicketStatus.CLOSED, null, null, null, null, from, before),
                Filters.of("subject 9999", null, null, null, null, null, null, null),
                new TicketFilter(
                        null,
                        Set.of(pending, TicketStatus.ESCALATED),
                        Set.of(Priority.LOW, Priority.HIGH),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        null,
                        null),
                new TicketFilter(
                        null,
                        Set.of(pending, TicketStatus.ESCALATED),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        from,
                        null),
                new TicketFilter(null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of("u-9", "u-12"), null, null),
                Filters.searching("family99 name99"),
                Filters.searching("name999 family999"),
                Filters.searching("now99@y"),
                Filters.searching("0803 555 7788"),
                Filters.searching("555-7788"),
                Filters.searching("can’t"),
                Filters.of("p4999@", null, null, null, null, null, null, null),
                Filters.of("smi-2020-000009", null, null, null, null, null, null, null),
                Filters.of("no such words", null, null, null, null, null, null, null),
                Filters.of("zz", null, null, null, null, null, null, null),
                Filters.of("smi-2", null, null, null, null, null, null, null));
    }
}
