package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.db.ConstraintViolationException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.Openings.Preparation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchingTicketWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OPENINGS = 12;
    private static final int BEGUN = 1;

    private static final Instant NOW = Instant.parse("2026-02-24T10:30:00.123Z");
    private static final ClientMetadata NOWHERE = new ClientMetadata("{}", "127.0.0.1", null, null);

    /// With an end, in the line; without one, for a statement that has begun.
    private static final Set<Thread.State> WAITING = Set.of(Thread.State.TIMED_WAITING, Thread.State.WAITING);

    /// What has a meaning in JSON, in SQL or in both, and what has two chars.
    private static final String AWKWARD = "\"It's\" \\u0000 \\ ? :told $1 \t\r\n \u2028 ₦50,000 Ẹ jọ̀ọ́ 🙏 {[\"";

    private final TestDatabase raw = TicketDatabase.fresh();
    private final Database database = TicketDatabase.open(raw);
    private final List<Thread> openers = new ArrayList<>();
    private BatchingTicketWriter line = new BatchingTicketWriter(database, PATIENCE);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatComesMeanwhileIsWrittenTogether() throws Exception {
        List<FutureTask<EventEnvelope>> writing;
        try (TestDatabase.Held held = holdWriters()) {
            writing = together(i -> () -> line.insert(ticket(i), NOWHERE));
        }

        for (FutureTask<EventEnvelope> one : writing) {
            assertThat(one.get()).isNotNull();
        }
        for (String table : List.of("ticket", "ticket_origin", "ticket_history", "outbox")) {
            assertThat(raw.number("select count(*) from " + table)).isEqualTo(OPENINGS);
            assertThat(raw.number("select count(distinct cast(xmin as text)) from " + table))
                    .as("transactions: of the one that did not wait, and of all the others")
                    .isEqualTo(BEGUN + 1);
        }
        assertThat(raw.number("select sum(tickets) from analytics_delta")).isEqualTo(OPENINGS);
        assertThat(raw.number("select count(*) from analytics_delta"))
                .as("they are alike, so each statement appended one row of figures")
                .isEqualTo(BEGUN + 1);
    }

    @Test
    void eachIsPreparedWithItsOwnNumberNameAndSession() throws Exception {
        raw.execute("""
                insert into person (id, told_first_name)
                select 'u-' || n, 'Name of ' || n from generate_series(0, 11) as n where n % 3 > 0;
                insert into registration_session (id, source_partition, source_offset, deleted, email, expires_at)
                select 's-' || n, 0, n, false, 's' || n || '@x.ng', now() from generate_series(0, 11) as n;
                """);
        List<FutureTask<Preparation>> preparing;
        try (TestDatabase.Held held = raw.hold("lock table registration_session in access exclusive mode")) {
            preparing = together(i -> () -> line.prepare("SMI", i % 2 == 0 ? null : "s-" + i, "u-" + i));
        }

        Set<String> numbers = new HashSet<>();
        Set<Instant> times = new HashSet<>();
        for (int i = 0; i < OPENINGS; i++) {
            Preparation known = preparing.get(i).get();
            numbers.add(known.number());
            times.add(known.now());
            assertThat(known.callerName()).isEqualTo(i % 3 == 0 ? null : "Name of " + i);
            assertThat(Optional.ofNullable(known.session()).map(RegistrationSession::email))
                    .isEqualTo(i % 2 == 0 ? Optional.empty() : Optional.of("s" + i + "@x.ng"));
        }
        assertThat(numbers).hasSize(OPENINGS);
        assertThat(times).as("statements").hasSize(BEGUN + 1);
    }

    @Test
    void whatIsStoredIsWhatWasGivenToTheLastCharacter() {
        String description = AWKWARD + "🙏".repeat(5000 - AWKWARD.length());
        TicketSubmission submission =
                submission(1, AWKWARD, description, "a@x.ng", "+2348012345678", "tx " + AWKWARD, "u-1", AWKWARD);
        Ticket ticket = Ticket.open(submission, Priority.HIGH, null);

        EventEnvelope event =
                line.insert(ticket, new ClientMetadata("{\"platform\":\"a \\\"b\\\" \\\\ ä\"}", "::1", AWKWARD, null));

        EventEnvelope stored = database.queryOne(
                        "select * from outbox where topic = 'support.tickets.v1'",
                        Map.of(),
                        row -> new EventEnvelope(
                                row.uuid("event_id"),
                                row.text("type"),
                                row.text("source"),
                                row.text("subject"),
                                row.instant("time"),
                                row.textOrNull("traceparent"),
                                row.textOrNull("request_id"),
                                row.text("data")))
                .orElseThrow();
        assertThat(stored).isEqualTo(event);
        Map<String, @Nullable String> texts = database.queryOne(
                        """
                        select ticket.subject, ticket.owner_name, ticket.newest_preview, origin.*,
                               origin.device_metadata ->> 'platform' as platform
                        from ticket join ticket_origin as origin on origin.ticket_id = ticket.id
                        where created_at = updated_at and created_at = newest_at
                          and created_at = timestamptz '2026-02-24 10:30:00.123+00'
                        """,
                        Map.of(),
                        row -> Map.of(
                                "subject", row.text("subject"),
                                "owner", row.text("owner_name"),
                                "preview", row.text("newest_preview"),
                                "description", row.text("description"),
                                "transaction", row.text("related_transaction_id"),
                                "agent", row.text("user_agent"),
                                "platform", row.text("platform"),
                                "search", row.text("search_text")))
                .orElseThrow();
        assertThat(texts)
                .containsEntry("subject", AWKWARD)
                .containsEntry("owner", AWKWARD)
                .containsEntry("description", description)
                .containsEntry("transaction", "tx " + AWKWARD)
                .containsEntry("agent", AWKWARD)
                .containsEntry("platform", "a \"b\" \\ ä");
        assertThat(texts.get("preview")).isEqualTo(Preview.of(description)).matches(".{100}");
        assertThat(texts.get("search"))
                .isEqualTo(String.join(
                        "\u0001",
                        FoldedText.of(AWKWARD),
                        "a@x.ng",
                        "+2348012345678",
                        FoldedText.of(description) + "\u0002"
                                + FoldedText.of("tx " + AWKWARD).strip()));
        assertThat(raw.number("select tickets from analytics_delta where opened_on = '2026-02-24'"))
                .isEqualTo(1);
        assertThat(raw.number("select count(*) from ticket_history where change = 'opened' and by_id = 'u-1'"))
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongWithOneIsNoReasonToRefuseTheOthers() throws Exception {
        line.insert(Ticket.open(guest(5, "before@x.ng", null), Priority.LOW, null), NOWHERE);
        List<FutureTask<EventEnvelope>> writing;
        try (TestDatabase.Held held = holdWriters()) {
            writing = together(i -> () -> line.insert(ticket(i), NOWHERE));
        }

        for (int i = 0; i < OPENINGS; i++) {
            FutureTask<EventEnvelope> one = writing.get(i);
            if (i == 5) {
                assertThatThrownBy(one::get)
                        .as("its number is taken")
                        .hasCauseInstanceOf(ConstraintViolationException.class);
            } else {
                assertThat(one.get()).isNotNull();
            }
        }
        for (String table : List.of("ticket", "ticket_origin", "ticket_history", "outbox")) {
            assertThat(raw.number("select count(*) from " + table)).isEqualTo(OPENINGS);
        }
        assertThat(raw.number("select sum(tickets) from analytics_delta")).isEqualTo(OPENINGS);
    }

    @Test
    void whoWaitedInVainHearsSoAndNothingIsWritten() throws Exception {
        line = new BatchingTicketWriter(database, Duration.ofMillis(300));
        FutureTask<EventEnvelope> begun;
        try (TestDatabase.Held held = holdWriters()) {
            begun = open(() -> line.insert(ticket(1), NOWHERE));
            await().until(() -> blocked() == 1);
            assertThatThrownBy(() -> line.insert(ticket(2), NOWHERE)).isInstanceOf(DatabaseUnavailableException.class);
        }

        assertThat(begun.get()).isNotNull();
        assertThat(raw.number("select count(*) from ticket")).isEqualTo(1);
    }

    @Test
    void withoutADatabaseEverybodyHearsSo() {
        database.close();

        assertThatThrownBy(() -> line.prepare("SMI", null, null)).isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(() -> line.insert(ticket(1), NOWHERE)).isInstanceOf(DatabaseUnavailableException.class);
    }

    /// Two statements that each have what the other needs would wait for one another.
    @Test
    void contactsAreWrittenInOneOrderWhoeverTellsThem() throws Exception {
        List<Ticket> tickets = List.of(
                Ticket.open(guest(1, "z@x.ng", "+2348000000009"), Priority.LOW, null),
                Ticket.open(guest(2, "m@x.ng", "+2348000000001"), Priority.LOW, null),
                Ticket.open(guest(3, "a@x.ng", "+2348000000005"), Priority.LOW, null));
        FutureTask<List<EventEnvelope>> writing;
        try (TestDatabase.Held held = raw.hold("insert into contact (value) values ('+2348000000005')")) {
            writing = open(() -> Openings.insertTogether(
                    database,
                    tickets.stream()
                            .map(ticket -> Openings.Entry.of(ticket, NOWHERE))
                            .toList()));
            await().until(() -> blocked() == 1);

            // None of these is taken yet, or this would be a deadlock.
            held.connection().createStatement().execute("""
                    insert into contact (value) values ('+2348000000009'), ('a@x.ng'), ('m@x.ng'), ('z@x.ng')
                    """);
            assertThat(writing).isNotDone();
        }

        assertThat(writing.get()).hasSize(3);
        assertThat(raw.number("select count(*) from contact")).isEqualTo(6);
        assertThat(raw.number("select count(*) from ticket_phone")).isEqualTo(3);
    }

    /// Statements get as far as the outbox, and no further.
    private TestDatabase.Held holdWriters() {
        return raw.hold("lock table outbox in exclusive mode");
    }

    /// @return when the first one has begun, in a statement of its own, and the others wait in the line
    private <T> List<FutureTask<T>> together(IntFunction<Callable<T>> opening) {
        List<FutureTask<T>> running = new ArrayList<>();
        for (int i = 0; i < OPENINGS; i++) {
            running.add(open(opening.apply(i)));
            if (running.size() <= BEGUN) {
                await().until(() -> blocked() == running.size());
            }
        }
        await().until(() -> openers.stream().map(Thread::getState).allMatch(WAITING::contains));
        return running;
    }

    private long blocked() {
        return raw.number("""
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """);
    }

    private <T> FutureTask<T> open(Callable<T> opening) {
        FutureTask<T> running = new FutureTask<>(opening);
        openers.add(Thread.ofPlatform().start(running));
        return running;
    }

    private static Ticket ticket(int i) {
        return Ticket.open(guest(i, "p" + i + "@x.ng", null), Priority.LOW, null);
    }

    private static TicketSubmission guest(int i, String email, @Nullable String phone) {
        return submission(i, "Subject " + i, "Words of " + i, email, phone, null, null, null);
    }

    private static TicketSubmission submission(
            int i,
            String subject,
            String description,
            String email,
            @Nullable String phone,
            @Nullable String transaction,
            @Nullable String userId,
            @Nullable String name) {
        return new TicketSubmission(
                UuidCreator.getTimeOrderedEpoch(),
                "SMI-2026-%06d".formatted(i),
                subject,
                description,
                SupportType.OTHER,
                email,
                phone,
                transaction,
                UuidCreator.getTimeOrderedEpoch(),
                userId,
                name,
                NOW,
                null);
    }
}
