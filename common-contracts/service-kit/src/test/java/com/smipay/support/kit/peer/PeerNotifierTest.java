package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.OneServerAtATime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@OneServerAtATime
final class PeerNotifierTest {
    private static final CallSettings QUICK = new CallSettings(Duration.ofMillis(500), 8, 3, Duration.ofMillis(300));
    private static final EventEnvelope EVENT = SampleEvents.numbered("ticket-1", 1);
    private static final EventEnvelope DECIDED = SampleEvents.numbered("ticket-1", 2);

    private final ToldPeer one = new ToldPeer();
    private final ToldPeer other = new ToldPeer();

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    void everyPeerIsToldTheVeryEvent() {
        try (PeerNotifier notifier = notifier(one.as("one"), other.as("other"))) {
            assertThat(notifier.tell(EVENT)).isEmpty();

            assertThat(one.told).containsExactly(EVENT);
            assertThat(other.told).containsExactly(EVENT);
            assertThat(notifier.failures()).isEqualTo(Map.of("one", 0L, "other", 0L));
        }
    }

    @Test
    void aPeerIsNotToldOfWhatItAsksForItself() {
        Peer asking = new Peer("other", other.as("other").replicas(), Set.of(EVENT.type()));
        try (PeerNotifier notifier = notifier(one.as("one"), asking)) {
            assertThat(notifier.tell(EVENT)).isEmpty();

            assertThat(one.told).containsExactly(EVENT);
            assertThat(other.told).isEmpty();
            assertThat(notifier.failures()).isEqualTo(Map.of("one", 0L, "other", 0L));
        }
    }

    @Test
    void whatAPeerDecidesComesBack() {
        other.handler = event -> List.of(DECIDED);
        try (PeerNotifier notifier = notifier(one.as("one"), other.as("other"))) {
            assertThat(notifier.tell(EVENT)).containsExactly(DECIDED);
        }
    }

    @Test
    void aPeerThatIsAwayDoesNotKeepTheOtherFromBeingTold() {
        one.close();
        try (PeerNotifier notifier = notifier(one.as("one"), other.as("other"))) {
            assertThat(notifier.tell(EVENT)).isEmpty();

            assertThat(other.told).containsExactly(EVENT);
            assertThat(notifier.failures()).isEqualTo(Map.of("one", 1L, "other", 0L));
        }
    }

    @Test
    void aSlowPeerCostsNoMoreThanTheTimeout() {
        CountDownLatch release = new CountDownLatch(1);
        one.handler = event -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        try (PeerNotifier notifier = notifier(one.as("one"), other.as("other"))) {
            long start = System.nanoTime();
            assertThat(notifier.tell(EVENT)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));

            assertThat(other.told).containsExactly(EVENT);
            await().untilAsserted(() -> assertThat(notifier.failures()).containsEntry("one", 1L));
        } finally {
            release.countDown();
        }
    }

    @Test
    void aRefusalIsAFailedTellingButNotAnAbsence() {
        one.handler = event -> {
            throw new UnprocessableRecordException("never");
        };
        try (PeerNotifier notifier = notifier(one.as("one"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(notifier.tell(EVENT)).isEmpty();
            }
            assertThat(one.told).hasSize(5);
            assertThat(notifier.failures()).containsEntry("one", 5L);
        }
    }

    @Test
    void aPeerThatKeepsFailingIsLeftAloneAndToldAgainWhenItIsBack() throws Exception {
        try (CuttableLine line = new CuttableLine(one.port());
                PeerNotifier notifier = notifier(ToldPeer.at("one", line.port()))) {
            notifier.tell(EVENT);
            assertThat(one.told).hasSize(1);
            line.cut();
            for (int i = 0; i < 10; i++) {
                notifier.tell(EVENT);
            }
            assertThat(notifier.failures()).containsEntry("one", 10L);
            line.mend();
            await().untilAsserted(() -> {
                notifier.tell(EVENT);
                assertThat(one.told).hasSize(2);
            });
            long failures = notifier.failures().getOrDefault("one", 0L);
            notifier.tell(EVENT);
            assertThat(one.told).hasSize(3);
            assertThat(notifier.failures()).containsEntry("one", failures);
        }
    }

    @Test
    void aPeerWhoseDatabaseIsAwayIsAway() {
        one.handler = event -> {
            throw new DatabaseUnavailableException(new IllegalStateException());
        };
        CallSettings patient = new CallSettings(Duration.ofSeconds(20), 8, 3, Duration.ofHours(1));
        try (PeerNotifier notifier = new PeerNotifier(List.of(one.as("one")), ToldPeer.CREDENTIAL, patient)) {
            for (int i = 0; i < 10; i++) {
                notifier.tell(EVENT);
            }
            assertThat(one.told).hasSize(3);
            assertThat(notifier.failures()).containsEntry("one", 10L);
        }
    }

    private static PeerNotifier notifier(Peer... peers) {
        return new PeerNotifier(List.of(peers), ToldPeer.CREDENTIAL, QUICK);
    }
}
