package com.smipay.support.messaging.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.Messages;
import com.smipay.support.messaging.store.TicketReplica;
import com.smipay.support.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Copies take what is newer and ignore the rest (`architecture.md`, rule 3).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketProjectorTest {
    private static final Applied NOTHING_DECIDED = new Applied.Done(List.of());

    private final TestDatabase raw = MessagingDatabase.fresh();
    private Database database;
    private TicketProjector projector;

    @BeforeAll
    void start() {
        database = MessagingDatabase.open(raw);
        projector = new TicketProjector(database);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> inEveryOrderAndDoubledTheOutcomeIsTheSame() {
        return orders(5)
                .map(order -> DynamicTest.dynamicTest(order.toString(), () -> {
                    TicketState first = TicketStates.guest(UUID.randomUUID(), "proof");
                    TicketState second = TicketStates.then(first, "in_progress");
                    TicketState third = TicketStates.claimedBy(second, "u-5");
                    TicketState fourth = TicketStates.then(third, "resolved");
                    List<EventEnvelope> events = List.of(
                            TicketStates.opened(first),
                            TicketStates.changed(second),
                            TicketStates.changed(third),
                            TicketStates.changed(fourth),
                            TicketStates.rated(fourth, 4, null));
                    for (int i : order) {
                        projector.apply(events.get(i));
                        projector.apply(events.get(i));
                    }

                    assertIsWhole(first);
                }));
    }

    @TestFactory
    Stream<DynamicTest> toldTogetherInEveryOrderAndDoubledTheOutcomeIsTheSame() {
        return orders(4)
                .map(order -> DynamicTest.dynamicTest(order.toString(), () -> {
                    TicketState first = TicketStates.guest(UUID.randomUUID(), "proof");
                    TicketState second = TicketStates.claimedBy(TicketStates.then(first, "in_progress"), "u-5");
                    TicketState last = TicketStates.then(second, "resolved");
                    List<EventEnvelope> events = List.of(
                            TicketStates.opened(first),
                            TicketStates.changed(second),
                            TicketStates.changed(last),
                            TicketStates.rated(last, 4, null));
                    List<EventEnvelope> doubled = Collections.nCopies(2, order).stream()
                            .flatMap(List::stream)
                            .map(events::get)
                            .toList();

                    assertThat(projector.applyAll(doubled)).hasSize(8).containsOnly(NOTHING_DECIDED);
                    assertThat(projector.applyAll(doubled)).hasSize(8).containsOnly(NOTHING_DECIDED);

                    assertIsWhole(first);
                }));
    }

    private void assertIsWhole(TicketState first) {
        Conversation conversation = find(first).orElseThrow();
        assertThat(conversation.ticket().version()).isEqualTo(4);
        assertThat(conversation.ticket().status()).isEqualTo(TicketStatus.RESOLVED);
        assertThat(conversation.owner().userId()).isEqualTo("u-5");
        assertThat(conversation.guestProof()).isNull();
        assertThat(conversation.ticket().rating()).isEqualTo(4);
        assertThat(conversation.visibleCount()).isEqualTo(1);
        assertThat(conversation.newest().id())
                .isEqualTo(TicketStates.opening(first).id());
        assertThat(Messages.page(database, first.id(), new Page(9, 9))).containsExactly(TicketStates.opening(first));
    }

    /// `decisions.md` 13: an account that is gone loses the ticket, in every order and though its rating is told
    /// again; one that was bound here meanwhile keeps it.
    @TestFactory
    Stream<DynamicTest> ofAnAccountThatIsGoneTheTicketGoesBackToItsEmail() {
        return orders(5)
                .map(order -> DynamicTest.dynamicTest(order.toString(), () -> {
                    TicketState first = TicketStates.guest(UUID.randomUUID(), "proof");
                    TicketState bound = TicketStates.claimedBy(first, "u-5");
                    TicketState released = TicketStates.released(bound);
                    TicketState last = TicketStates.then(released, "resolved");
                    List<EventEnvelope> events = List.of(
                            TicketStates.opened(first),
                            TicketStates.changed(bound),
                            TicketStates.changed(released),
                            TicketStates.changed(last),
                            TicketStates.rated(first, 4, new Actor("u-5", null, null, null)));
                    order.forEach(i -> projector.apply(events.get(i)));
                    order.forEach(i -> projector.apply(events.get(i)));

                    assertThat(find(first).orElseThrow().owner().userId()).isNull();
                    assertThat(find(first).orElseThrow().guestProof()).isNull();

                    TicketReplica.claim(database, first.id(), "u-6", last.version());
                    projector.apply(TicketStates.changed(TicketStates.then(last, "closed")));

                    assertThat(find(first).orElseThrow().owner().userId()).isEqualTo("u-6");
                }));
    }

    @Test
    void ofSeveralTicketsEachGetsItsOwnMessageAndWhatIsWrongWithOneIsToldOfThatOne() {
        TicketState known = TicketStates.of("u-1");
        projector.apply(TicketStates.opened(known));
        TicketState one = TicketStates.guest(UUID.randomUUID(), "proof");
        TicketState other = TicketStates.of("u-2");
        EventEnvelope broken = typed(TicketStates.opened(TicketStates.of("u-3")), "ticket.opened", "{\"ticket\":{}}");

        List<Applied> outcomes = projector.applyAll(
                List.of(TicketStates.opened(one), TicketStates.opened(known), broken, TicketStates.opened(other)));

        assertThat(outcomes.get(2)).isInstanceOf(Applied.Never.class);
        assertThat(List.of(outcomes.get(0), outcomes.get(1), outcomes.get(3))).containsOnly(NOTHING_DECIDED);
        for (TicketState ticket : List.of(known, one, other)) {
            Conversation conversation = find(ticket).orElseThrow();
            assertThat(conversation.ticket().number()).isEqualTo(ticket.ticketNumber());
            assertThat(conversation.guestProof()).isEqualTo(ticket.guestProof());
            assertThat(Messages.page(database, ticket.id(), new Page(9, 9)))
                    .containsExactly(TicketStates.opening(ticket));
        }
    }

    /// Two of them that meet take their tickets in the same order, so neither waits for the other in a circle.
    @Test
    void manyAtOnceInDifferentOrdersAllSucceed() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<EventEnvelope> events = Stream.generate(() -> TicketStates.opened(TicketStates.of("u-1")))
                    .limit(10)
                    .toList();
            List<Callable<List<Applied>>> notifications = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                List<EventEnvelope> mixed = new ArrayList<>(events);
                Collections.rotate(mixed, i);
                notifications.add(() -> projector.applyAll(mixed));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<List<Applied>> notification : threads.invokeAll(notifications)) {
                    assertThat(notification.get()).hasSize(10).containsOnly(NOTHING_DECIDED);
                }
            }
        }
    }

    /// Kafka brings everything that was told once more: a transaction that wrote would wait for the disk each time.
    @Test
    void whatComesASecondTimeWritesNothing() {
        TicketState ticket = TicketStates.of("u-1");
        projector.apply(TicketStates.opened(ticket));

        boolean wroteNothing = database.transaction(tx -> {
            TicketReplica.take(tx, ticket);
            return tx.queryOne(
                            "select pg_current_xact_id_if_assigned() is null as nothing",
                            Map.of(),
                            row -> row.flag("nothing"))
                    .orElseThrow();
        });

        assertThat(wroteNothing).isTrue();
    }

    @Test
    void aTicketIsUnknownUntilItsOpeningMessageCame() {
        TicketState ticket = TicketStates.then(TicketStates.of("u-1"), "in_progress");
        projector.apply(TicketStates.changed(ticket));
        assertThat(find(ticket)).isEmpty();

        projector.apply(TicketStates.opened(ticket));

        assertThat(find(ticket)).isPresent();
    }

    @Test
    void aClaimThatWasMadeHereIsNotTakenBackByAnEventThatDoesNotKnowOfIt() {
        TicketState ticket = TicketStates.guest(UUID.randomUUID(), "proof");
        projector.apply(TicketStates.opened(ticket));
        projector.apply(TicketStates.rated(ticket, 5, new Actor("u-5", null, null, TicketStates.EMAIL)));

        projector.apply(TicketStates.changed(TicketStates.then(ticket, "escalated")));

        Conversation conversation = find(ticket).orElseThrow();
        assertThat(conversation.ticket().status()).isEqualTo(TicketStatus.ESCALATED);
        assertThat(conversation.owner().userId()).isEqualTo("u-5");
        assertThat(conversation.guestProof()).isNull();
    }

    @Test
    void anOwnerThatTheTicketServiceNamesWins() {
        TicketState ticket = TicketStates.guest();
        projector.apply(TicketStates.opened(ticket));
        projector.apply(TicketStates.rated(ticket, 5, new Actor("u-5", null, null, TicketStates.EMAIL)));

        projector.apply(TicketStates.changed(TicketStates.claimedBy(ticket, "u-6")));

        assertThat(find(ticket).orElseThrow().owner().userId()).isEqualTo("u-6");
    }

    /// Who writes the same new ticket at once waits for the other at its one key. A second one would let both into
    /// the first before they meet in the second, where one of them fails: a race too rare to be seen by trying.
    @Test
    void aTicketHasOneKeyToMeetAt() {
        assertThat(raw.number(
                        "select count(*) from pg_index where indisunique and indrelid = 'conversation'::regclass"))
                .isEqualTo(1);
    }

    @Test
    void toldAndReadFromKafkaAtOnceATicketIsOpenedOnce() throws Exception {
        for (int round = 0; round < 60; round++) {
            TicketState ticket = TicketStates.of("u-1");
            EventEnvelope opened = TicketStates.opened(ticket);
            Callable<List<EventEnvelope>> apply = () -> projector.apply(opened);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(threads.invokeAll(Collections.nCopies(8, apply)))
                        .allSatisfy(done -> assertThat(done.state()).isEqualTo(Future.State.SUCCESS));
            }

            assertThat(find(ticket).orElseThrow().visibleCount()).isEqualTo(1);
        }
    }

    @Test
    void aTicketIsFoundByItsNumberInAnyCase() {
        TicketState ticket = TicketStates.of("u-1");
        projector.apply(TicketStates.opened(ticket));

        assertThat(TicketReference.number(ticket.ticketNumber().toLowerCase(java.util.Locale.ROOT))
                        .flatMap(reference -> Conversations.find(database, reference)))
                .isEqualTo(find(ticket));
    }

    @Test
    void whatCanNotBeReadIsUnprocessableAndWhatIsUnknownIsIgnored() {
        EventEnvelope good = TicketStates.opened(TicketStates.of("u-1"));

        assertThatThrownBy(() -> projector.apply(typed(good, "ticket.opened", "{\"ticket\":{}}")))
                .isInstanceOf(UnprocessableRecordException.class);
        assertThat(projector.apply(typed(good, "ticket.merged", "no json"))).isEmpty();
    }

    private static EventEnvelope typed(EventEnvelope like, String type, String data) {
        return new EventEnvelope(like.id(), type, like.source(), like.subject(), like.time(), null, null, data);
    }

    private Optional<Conversation> find(TicketState ticket) {
        return Conversations.find(database, new TicketReference.ById(ticket.id()));
    }

    private static Stream<List<Integer>> orders(int size) {
        List<List<Integer>> orders = new ArrayList<>();
        permute(new ArrayList<>(), size, orders);
        return orders.stream();
    }

    private static void permute(List<Integer> chosen, int size, List<List<Integer>> orders) {
        if (chosen.size() == size) {
            orders.add(List.copyOf(chosen));
            return;
        }
        for (int i = 0; i < size; i++) {
            if (!chosen.contains(i)) {
                chosen.add(i);
                permute(chosen, size, orders);
                chosen.removeLast();
            }
        }
    }
}
