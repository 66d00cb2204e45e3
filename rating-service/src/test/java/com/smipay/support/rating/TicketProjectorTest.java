package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.rating.domain.Ticket;
import com.smipay.support.rating.replica.TicketProjector;
import com.smipay.support.rating.store.TicketReplica;
import com.smipay.support.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketProjectorTest {
    private final TestDatabase raw = RatingDatabase.fresh();
    private Database database;
    private TicketProjector projector;

    @BeforeAll
    void open() {
        database = RatingDatabase.open(raw);
        projector = new TicketProjector(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void lateDoubledAndReorderedEventsEndInTheSameCopy() {
        TicketState first = TicketStates.of("pending", null, "a@x.ng");
        TicketState second = TicketStates.then(first, "in_progress");
        TicketState third = TicketStates.claimedBy(second, "u-1");
        TicketState fourth = TicketStates.then(third, "resolved");
        List<EventEnvelope> events = new ArrayList<>(List.of(
                TicketStates.opened(first),
                TicketStates.changed(second),
                TicketStates.changed(third),
                TicketStates.changed(fourth)));
        events.addAll(List.copyOf(events));
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(events, random);
            events.forEach(event -> assertThat(projector.apply(event)).isEmpty());

            assertThat(copyOf(fourth.ticketNumber()))
                    .isEqualTo(new Ticket(first.id(), first.ticketNumber(), 4, fourth.owner(), fourth.status()));
        }
    }

    /// `decisions.md` 13.
    @Test
    void ofAnAccountThatIsGoneTheTicketGoesBackToItsEmail() {
        TicketState bound = TicketStates.claimedBy(TicketStates.of("pending", null, "a@x.ng"), "u-1");
        TicketState released = TicketStates.released(bound);
        TicketState last = TicketStates.then(released, "resolved");
        List<EventEnvelope> events = new ArrayList<>(
                List.of(TicketStates.changed(bound), TicketStates.changed(released), TicketStates.changed(last)));
        Random random = new Random(7);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(events, random);
            events.forEach(projector::apply);

            assertThat(copyOf(last.ticketNumber()).owner().userId()).isNull();
        }
        database.update(
                "update ticket_copy set owner_user_id = 'u-2' where id = cast(:id as uuid)", Map.of("id", last.id()));
        projector.apply(TicketStates.changed(TicketStates.then(last, "closed")));

        assertThat(copyOf(last.ticketNumber()).owner().userId())
                .as("what was bound here, and not heard of yet")
                .isEqualTo("u-2");
    }

    @Test
    void toldTogetherEveryTicketEndsInItsNewestVersionAndWhatIsWrongIsToldOfThatOne() {
        TicketState first = TicketStates.of("pending", null, "a@x.ng");
        TicketState last = TicketStates.then(TicketStates.claimedBy(first, "u-1"), "resolved");
        TicketState other = TicketStates.of("pending", "u-2", "b@x.ng");
        EventEnvelope opened = TicketStates.opened(first);
        EventEnvelope broken = new EventEnvelope(
                opened.id(), opened.type(), opened.source(), opened.subject(), opened.time(), null, null, "{}");

        List<Applied> outcomes = projector.applyAll(List.of(
                TicketStates.changed(last), opened, broken, TicketStates.opened(other), TicketStates.changed(last)));

        assertThat(outcomes.get(2)).isInstanceOf(Applied.Never.class);
        assertThat(outcomes).filteredOn(new Applied.Done(List.of())::equals).hasSize(4);
        assertThat(copyOf(first.ticketNumber()))
                .isEqualTo(new Ticket(first.id(), first.ticketNumber(), 3, last.owner(), last.status()));
        assertThat(copyOf(other.ticketNumber()))
                .isEqualTo(new Ticket(other.id(), other.ticketNumber(), 1, other.owner(), other.status()));
    }

    /// Kafka brings everything that was told once more: a transaction that wrote would wait for the disk each time.
    @Test
    void whatComesASecondTimeWritesNothing() {
        TicketState ticket = TicketStates.of("pending", "u-1", "a@x.ng");
        projector.apply(TicketStates.opened(ticket));

        boolean wroteNothing = database.transaction(tx -> {
            TicketReplica.takeAll(tx, List.of(ticket));
            return tx.queryOne(
                            "select pg_current_xact_id_if_assigned() is null as nothing",
                            Map.of(),
                            row -> row.flag("nothing"))
                    .orElseThrow();
        });

        assertThat(wroteNothing).isTrue();
    }

    @Test
    void manyTellingsOfOneNewTicketAtOnceMakeOneCopy() throws Exception {
        for (int round = 0; round < 20; round++) {
            TicketState ticket = TicketStates.of("pending", "u-1", "a@x.ng");
            EventEnvelope opened = TicketStates.opened(ticket);
            Callable<List<EventEnvelope>> apply = () -> projector.apply(opened);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(threads.invokeAll(Collections.nCopies(8, apply)))
                        .allSatisfy(done -> assertThat(done.state()).isEqualTo(Future.State.SUCCESS));
            }
            assertThat(copyOf(ticket.ticketNumber()).id()).isEqualTo(ticket.id());
        }
    }

    /// Who writes the same new ticket at once waits for the other at its one key. A second one would let both into
    /// the first before they meet in the second, where one of them fails: a race too rare to be seen by trying.
    @Test
    void aTicketHasOneKeyToMeetAt() {
        assertThat(raw.number("select count(*) from pg_index where indisunique and indrelid = 'ticket_copy'::regclass"))
                .isEqualTo(1);
    }

    @Test
    void anEventThatKnowsNoOwnerDoesNotTakeBackAClaim() {
        TicketState unclaimed = TicketStates.of("pending", null, "a@x.ng");
        projector.apply(TicketStates.changed(TicketStates.claimedBy(unclaimed, "u-1")));
        TicketState newerButUnaware = TicketStates.then(TicketStates.then(unclaimed, "pending"), "resolved");

        projector.apply(TicketStates.changed(newerButUnaware));

        Ticket copy = copyOf(unclaimed.ticketNumber());
        assertThat(copy.version()).isEqualTo(3);
        assertThat(copy.owner().userId()).isEqualTo("u-1");
    }

    @Test
    void theOwnerThatTheTicketServiceNamesWins() {
        TicketState unclaimed = TicketStates.of("pending", null, "a@x.ng");
        projector.apply(TicketStates.changed(TicketStates.claimedBy(unclaimed, "u-1")));

        projector.apply(TicketStates.changed(TicketStates.claimedBy(TicketStates.then(unclaimed, "pending"), "u-2")));

        assertThat(copyOf(unclaimed.ticketNumber()).owner().userId()).isEqualTo("u-2");
    }

    @Test
    void aTicketIsFoundByNumberInAnyCaseAndById() {
        TicketState ticket = TicketStates.of("closed", "u-1", "a@x.ng");
        projector.apply(TicketStates.opened(ticket));

        assertThat(copyOf(ticket.ticketNumber().toLowerCase(Locale.ROOT)).id()).isEqualTo(ticket.id());
        assertThat(copyOf(ticket.id().toString().toUpperCase(Locale.ROOT)).id()).isEqualTo(ticket.id());
    }

    @Test
    void anUnknownTypeChangesNothing() {
        assertThat(projector.apply(raw("ticket.merged", "{}"))).isEmpty();
    }

    @Test
    void eventsOfOtherTopicsChangeNothing() {
        String rated = """
                {"ticket_id":"0193b1c0-0000-7000-8000-000000000001","ticket_number":"SMI-2026-000001","ticket_version":1,
                 "owner":{"user_id":"u-1","email":"a@x.ng","name":null},"rating":4,"feedback":null,
                 "created_at":"2026-02-24T10:30:00.000Z","claimed_by":null}
                """;
        assertThat(EventCodec.decode(raw("ticket.rated", rated))).isInstanceOf(Decoded.Known.class);

        assertThat(projector.apply(raw("ticket.rated", rated))).isEmpty();
    }

    @Test
    void whatCanNeverBeReadIsSaidToBeSo() {
        assertThatThrownBy(() -> projector.apply(raw("ticket.opened", "{\"ticket\":{}}")))
                .isInstanceOf(UnprocessableRecordException.class);
    }

    private Ticket copyOf(String reference) {
        TicketReference parsed = TicketReference.parse(reference).orElseThrow();
        TicketReplica.@Nullable Locked found = database.transaction(
                transaction -> TicketReplica.lock(transaction, parsed).orElse(null));
        assertThat(found).isNotNull();
        return found.ticket();
    }

    private static EventEnvelope raw(String type, String data) {
        return new EventEnvelope(
                UUID.randomUUID(), type, "/ticket-service", "subject", Instant.EPOCH, null, null, data);
    }
}
