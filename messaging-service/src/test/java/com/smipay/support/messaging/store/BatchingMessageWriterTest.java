package com.smipay.support.messaging.store;

import static com.smipay.support.messaging.store.StoreFixture.fromUser;
import static com.smipay.support.messaging.store.StoreFixture.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.MessageEvent.Posted;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.db.ConstraintViolationException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchingMessageWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TICKETS = 12;
    private static final int BEGUN = 1;

    /// With an end, in the line; without one, for a statement that has begun.
    private static final Set<Thread.State> WAITING = Set.of(Thread.State.TIMED_WAITING, Thread.State.WAITING);

    private final List<Thread> writers = new ArrayList<>();
    private StoreFixture store;
    private BatchingMessageWriter line;

    @BeforeEach
    void start() {
        store = new StoreFixture();
        line = new BatchingMessageWriter(store.database, PATIENCE, new RowTurns(Duration.ofSeconds(20), 4));
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void whatComesMeanwhileIsWrittenTogether() throws Exception {
        List<FutureTask<Optional<Posted>>> writing;
        try (TestDatabase.Held held = holdEverybody()) {
            writing = writeToAll(open(TICKETS));
        }

        for (FutureTask<Optional<Posted>> one : writing) {
            assertThat(one.get()).isPresent();
        }
        assertThat(store.raw.number("select count(*) from message where seq = 2"))
                .isEqualTo(TICKETS);
        assertThat(store.raw.number("select count(distinct cast(xmin as text)) from message where seq = 2"))
                .as("transactions: of the one that did not wait, and of all the others")
                .isEqualTo(BEGUN + 1);
    }

    @Test
    void eachIsToldOfItsOwnMessage() throws Exception {
        List<Conversation> tickets = open(TICKETS);
        List<FutureTask<Optional<Posted>>> writing;
        try (TestDatabase.Held held = holdEverybody()) {
            writing = writeToAll(tickets);
        }

        for (int i = 0; i < TICKETS; i++) {
            Posted posted = writing.get(i).get().orElseThrow();
            assertThat(posted.conversation().ticketId())
                    .isEqualTo(tickets.get(i).id());
            assertThat(posted.message().message()).isEqualTo("Words of " + i);
            assertThat(AdminMessages.after(store.database, tickets.get(i).id(), 0, 10)
                            .getLast())
                    .isEqualTo(posted.message());
        }
    }

    @Test
    void severalOfOneTicketKeepTheirOrder() throws Exception {
        Conversation ticket = open(1).getFirst();
        List<FutureTask<Optional<Posted>>> writing = new ArrayList<>();
        try (TestDatabase.Held held = holdEverybody()) {
            for (int i = 0; i < TICKETS; i++) {
                writing.add(write(ticket, "Words of " + i));
                awaitAllToWait();
            }
        }

        for (int i = 0; i < TICKETS; i++) {
            assertThat(writing.get(i).get().orElseThrow().message().seq()).isEqualTo(i + 2);
        }
    }

    @Test
    void whoeverHoldsATicketHoldsUpNobodyElse() throws Exception {
        List<Conversation> tickets = open(TICKETS);
        Conversation busy = tickets.getFirst();
        FutureTask<Optional<Posted>> toBusy;
        try (TestDatabase.Held held =
                store.raw.hold("select from conversation where ticket_id = '%s' for update".formatted(busy.id()))) {
            toBusy = write(busy, "Waits");
            for (Conversation ticket : tickets.subList(1, TICKETS)) {
                assertThat(write(ticket, "Does not").get()).isPresent();
            }
            assertThat(toBusy).isNotDone();
        }

        assertThat(toBusy.get()).isPresent();
    }

    @Test
    void aTicketThatHasChangedIsLeftOutAndTheOthersAreWritten() throws Exception {
        List<Conversation> tickets = open(TICKETS);
        UUID changed = tickets.get(5).id();
        List<FutureTask<Optional<Posted>>> writing;
        try (TestDatabase.Held held = holdEverybody()) {
            writing = writeToAll(tickets);
            store.raw.execute("update conversation set ticket_version = 9 where ticket_id = '%s'".formatted(changed));
        }

        for (int i = 0; i < TICKETS; i++) {
            assertThat(writing.get(i).get().isPresent()).isEqualTo(i != 5);
        }
        assertThat(store.raw.number("select count(*) from outbox")).isEqualTo(TICKETS - 1);
    }

    @Test
    void whatIsWrongWithOneIsNoReasonToRefuseTheOthers() throws Exception {
        List<Conversation> tickets = open(TICKETS);
        List<FutureTask<Optional<Posted>>> writing;
        store.raw.execute("alter table message add constraint no_such_word check (message <> 'Words of 5')");
        try (TestDatabase.Held held = holdEverybody()) {
            writing = writeToAll(tickets);
        }

        for (int i = 0; i < TICKETS; i++) {
            FutureTask<Optional<Posted>> one = writing.get(i);
            if (i == 5) {
                assertThatThrownBy(one::get).hasCauseInstanceOf(ConstraintViolationException.class);
            } else {
                assertThat(one.get()).isPresent();
            }
        }
        assertThat(store.raw.number("select count(*) from message where seq = 2"))
                .isEqualTo(TICKETS - 1);
    }

    @Test
    void notesGoTheirOwnWay() throws Exception {
        Conversation ticket = open(1).getFirst();

        assertThat(line.write(ticket, note("For us alone"))).isPresent();

        assertThat(store.raw.number("select count(*) from internal_note")).isEqualTo(1);
        assertThat(store.raw.number("select count(*) from message")).isEqualTo(1);
    }

    @Test
    void whoWaitedInVainHearsSoAndNothingIsWritten() throws Exception {
        line = new BatchingMessageWriter(
                store.database, Duration.ofMillis(50), new RowTurns(Duration.ofSeconds(20), 4));
        List<Conversation> tickets = open(TICKETS);
        List<FutureTask<Optional<Posted>>> begun;
        try (TestDatabase.Held held = holdEverybody()) {
            begun = writeToAll(tickets.subList(0, BEGUN));
            Conversation late = tickets.getLast();
            assertThatThrownBy(() -> line.write(late, fromUser("Too late")))
                    .isInstanceOf(DatabaseUnavailableException.class);
        }

        for (FutureTask<Optional<Posted>> one : begun) {
            assertThat(one.get()).isPresent();
        }
        assertThat(store.raw.number("select count(*) from message where message = 'Too late'"))
                .isZero();
    }

    @Test
    void withoutADatabaseEverybodyHearsSo() {
        Conversation ticket = open(1).getFirst();
        store.close();

        assertThatThrownBy(() -> line.write(ticket, fromUser("Hello")))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    /// Statements get as far as the outbox, and no further.
    private TestDatabase.Held holdEverybody() {
        return store.raw.hold("lock table outbox in exclusive mode");
    }

    /// @return when the first one has begun, in a statement of its own, and the others wait in the line
    private List<FutureTask<Optional<Posted>>> writeToAll(List<Conversation> tickets) {
        List<FutureTask<Optional<Posted>>> writing = new ArrayList<>();
        for (Conversation ticket : tickets) {
            writing.add(write(ticket, "Words of " + writing.size()));
            if (writing.size() <= BEGUN) {
                await().until(() -> blocked() == writing.size());
            }
        }
        awaitAllToWait();
        return writing;
    }

    private long blocked() {
        return store.raw.number("""
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """);
    }

    private void awaitAllToWait() {
        await().until(() -> writers.stream().map(Thread::getState).allMatch(WAITING::contains));
    }

    private FutureTask<Optional<Posted>> write(Conversation ticket, String words) {
        FutureTask<Optional<Posted>> writing =
                new FutureTask<>(() -> line.write(ticket, fromUser(words)).map(StoreFixture::posted));
        writers.add(Thread.ofPlatform().start(writing));
        return writing;
    }

    private List<Conversation> open(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    TicketState ticket = TicketStates.of("u-1");
                    return store.opened(ticket);
                })
                .toList();
    }
}
