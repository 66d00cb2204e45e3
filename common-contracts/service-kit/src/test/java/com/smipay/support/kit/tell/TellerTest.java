package com.smipay.support.kit.tell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.testkit.CuttableLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(60)
@ResourceLock("what Helidon's servers share")
final class TellerTest {
    private static final CallSettings QUICK = new CallSettings(Duration.ofMillis(500), 8, 3, Duration.ofMillis(300));
    private static final EventEnvelope EVENT = SampleEvents.numbered("ticket-1", 1);
    private static final EventEnvelope DECIDED = SampleEvents.numbered("ticket-1", 2);

    private final ToldSister one = new ToldSister();
    private final ToldSister other = new ToldSister();

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    void everySisterIsToldTheVeryEvent() {
        try (Teller teller = teller(one.as("one"), other.as("other"))) {
            assertThat(teller.tell(EVENT)).isEmpty();

            assertThat(one.told).containsExactly(EVENT);
            assertThat(other.told).containsExactly(EVENT);
            assertThat(teller.failures()).isEqualTo(Map.of("one", 0L, "other", 0L));
        }
    }

    @Test
    void whatASisterDecidesComesBack() {
        other.handler = event -> List.of(DECIDED);
        try (Teller teller = teller(one.as("one"), other.as("other"))) {
            assertThat(teller.tell(EVENT)).containsExactly(DECIDED);
        }
    }

    @Test
    void aSisterThatIsAwayDoesNotKeepTheOtherFromBeingTold() {
        one.close();
        try (Teller teller = teller(one.as("one"), other.as("other"))) {
            assertThat(teller.tell(EVENT)).isEmpty();

            assertThat(other.told).containsExactly(EVENT);
            assertThat(teller.failures()).isEqualTo(Map.of("one", 1L, "other", 0L));
        }
    }

    @Test
    void aSlowSisterCostsNoMoreThanTheTimeout() {
        CountDownLatch release = new CountDownLatch(1);
        one.handler = event -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        try (Teller teller = teller(one.as("one"), other.as("other"))) {
            long start = System.nanoTime();
            assertThat(teller.tell(EVENT)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));

            assertThat(other.told).containsExactly(EVENT);
            await().untilAsserted(() -> assertThat(teller.failures()).containsEntry("one", 1L));
        } finally {
            release.countDown();
        }
    }

    @Test
    void aRefusalIsAFailedTellingButNotAnAbsence() {
        one.handler = event -> {
            throw new UnprocessableRecordException("never");
        };
        try (Teller teller = teller(one.as("one"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(teller.tell(EVENT)).isEmpty();
            }
            assertThat(one.told).hasSize(5);
            assertThat(teller.failures()).containsEntry("one", 5L);
        }
    }

    @Test
    void aSisterThatKeepsFailingIsLeftAloneAndToldAgainWhenItIsBack() throws Exception {
        try (CuttableLine line = new CuttableLine(one.port());
                Teller teller = teller(ToldSister.at("one", line.port()))) {
            teller.tell(EVENT);
            assertThat(one.told).hasSize(1);
            line.cut();
            for (int i = 0; i < 10; i++) {
                teller.tell(EVENT);
            }
            assertThat(teller.failures()).containsEntry("one", 10L);
            line.mend();
            await().untilAsserted(() -> {
                teller.tell(EVENT);
                assertThat(one.told).hasSize(2);
            });
            long failures = teller.failures().getOrDefault("one", 0L);
            teller.tell(EVENT);
            assertThat(one.told).hasSize(3);
            assertThat(teller.failures()).containsEntry("one", failures);
        }
    }

    @Test
    void aSisterWhoseDatabaseIsAwayIsAway() {
        one.handler = event -> {
            throw new DatabaseUnavailableException(new IllegalStateException());
        };
        CallSettings patient = new CallSettings(Duration.ofSeconds(20), 8, 3, Duration.ofHours(1));
        try (Teller teller = new Teller(List.of(one.as("one")), ToldSister.CREDENTIAL, patient)) {
            for (int i = 0; i < 10; i++) {
                teller.tell(EVENT);
            }
            assertThat(one.told).hasSize(3);
            assertThat(teller.failures()).containsEntry("one", 10L);
        }
    }

    private static Teller teller(Sister... sisters) {
        return new Teller(List.of(sisters), ToldSister.CREDENTIAL, QUICK);
    }
}
