package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.testkit.OneServerAtATime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What comes while a call to a peer is under way waits, and goes out together.
@Timeout(60)
@OneServerAtATime
final class NotificationBatchTest {
    private static final CallSettings PATIENT = new CallSettings(Duration.ofSeconds(20), 8, 3, Duration.ofSeconds(1));
    private static final int WAITING = 7;

    private final ToldPeer peer = new ToldPeer();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final NotificationBatcher line =
            new NotificationBatcher(new PeerClient(peer.as("peer"), ToldPeer.CREDENTIAL, PATIENT), threads);

    /// What is told first, and keeps the call busy until it is released.
    private final EventEnvelope first = SampleEvents.numbered("ticket-0", 100);

    private final List<EventEnvelope> events = IntStream.range(0, WAITING)
            .mapToObj(i -> SampleEvents.numbered("ticket-" + i, i))
            .toList();

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        line.close();
        threads.shutdownNow();
        peer.close();
    }

    @Test
    void whatWaitedIsToldInItsOrderAndEachGetsItsOwnAnswer() throws Exception {
        peer.handler = event -> hold(event)
                ? List.of()
                : List.of(SampleEvents.numbered(event.subject(), 1_000 + SampleEvents.number(event.data())));

        List<Future<List<EventEnvelope>>> answers = notifyBehindABusyCall();

        for (int i = 0; i < WAITING; i++) {
            assertThat(answers.get(i).get())
                    .singleElement()
                    .satisfies(decided -> assertThat(decided.subject()).startsWith("ticket-"))
                    .extracting(decided -> SampleEvents.number(decided.data()))
                    .isEqualTo(1_000 + i);
        }
        assertThat(peer.together.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(WAITING - 1);
        assertThat(peer.together.getFirst()).isGreaterThan(1);
        assertThat(peer.told).containsAll(events);
        assertThat(line.failures()).isZero();
    }

    @Test
    void whatIsWrongWithOneIsNoMatterOfTheOthers() throws Exception {
        peer.handler = event -> {
            if (!hold(event) && SampleEvents.number(event.data()) == 3) {
                throw new UnprocessableRecordException("never");
            }
            return List.of();
        };

        for (Future<List<EventEnvelope>> answer : notifyBehindABusyCall()) {
            assertThat(answer.get()).isEmpty();
        }

        assertThat(peer.told).containsAll(events);
        assertThat(line.failures()).isEqualTo(1);
    }

    /// What one of them breaks is not answered for any; told each by itself, only that one fails.
    @Test
    void whereOneBreaksTheCallTheOthersAreToldAgain() throws Exception {
        peer.handler = event -> {
            if (!hold(event) && SampleEvents.number(event.data()) == 3) {
                throw new IllegalStateException("a fault of ours");
            }
            return List.of();
        };

        for (Future<List<EventEnvelope>> answer : notifyBehindABusyCall()) {
            assertThat(answer.get()).isEmpty();
        }

        assertThat(peer.told).containsAll(events);
        assertThat(line.failures()).isEqualTo(1);
    }

    @Test
    void aReplicaOfTheVersionBeforeIsToldOneByOne() throws Exception {
        peer.takesSeveral = false;
        peer.handler = event -> hold(event) ? List.of() : List.of(event);

        List<Future<List<EventEnvelope>>> answers = notifyBehindABusyCall();

        for (int i = 0; i < WAITING; i++) {
            assertThat(answers.get(i).get()).containsExactly(events.get(i));
        }
        assertThat(peer.together).isEmpty();
        assertThat(line.failures()).isZero();
    }

    @Test
    void aPeerWhoseDatabaseIsAwayFailsThemAll() throws Exception {
        peer.handler = event -> {
            if (!hold(event)) {
                throw new DatabaseUnavailableException(new IllegalStateException());
            }
            return List.of();
        };

        for (Future<List<EventEnvelope>> answer : notifyBehindABusyCall()) {
            assertThat(answer.get()).isEmpty();
        }

        assertThat(line.failures()).isEqualTo(WAITING);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotTold() throws Exception {
        peer.handler = event -> {
            hold(event);
            return List.of();
        };
        List<Future<List<EventEnvelope>>> answers = waitBehindABusyCall();
        answers.getFirst().cancel(false);
        release.countDown();

        for (Future<List<EventEnvelope>> answer : answers.subList(1, WAITING)) {
            assertThat(answer.get()).isEmpty();
        }

        assertThat(peer.told).doesNotContain(events.getFirst()).containsAll(events.subList(1, WAITING));
        assertThat(line.failures()).isEqualTo(1);
    }

    @Test
    void eachIsAppliedInTheScopeOfItsOwnRequest() throws Exception {
        List<String> scopes = new CopyOnWriteArrayList<>();
        peer.handler = event -> {
            if (!hold(event)) {
                scopes.add(Correlation.current().requestId());
            }
            return List.of();
        };

        for (Future<List<EventEnvelope>> answer : notifyBehindABusyCall()) {
            assertThat(answer.get()).isEmpty();
        }

        assertThat(scopes)
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(EventEnvelope::requestId).toList());
    }

    private List<Future<List<EventEnvelope>>> notifyBehindABusyCall() {
        List<Future<List<EventEnvelope>>> answers = waitBehindABusyCall();
        release.countDown();
        return answers;
    }

    private List<Future<List<EventEnvelope>>> waitBehindABusyCall() {
        List<Future<List<EventEnvelope>>> answers = new ArrayList<>();
        Future<List<EventEnvelope>> busy = line.tell(first);
        await().untilAsserted(() -> assertThat(peer.told).contains(first));
        assertThat(busy.isDone()).isFalse();
        events.forEach(event -> answers.add(line.tell(event)));
        return answers;
    }

    /// @return whether it is the first, which waits here
    private boolean hold(EventEnvelope event) {
        if (!first.equals(event)) {
            return false;
        }
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
