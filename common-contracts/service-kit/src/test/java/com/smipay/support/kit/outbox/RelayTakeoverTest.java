package com.smipay.support.kit.outbox;

import static com.smipay.support.kit.outbox.OutboxFixture.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One relay takes the turn of another that lives on, dies, hangs or comes too late.
@Timeout(60)
final class RelayTakeoverTest {
    private OutboxFixture fixture;
    private TopicTail tail;

    @BeforeEach
    void start() {
        fixture = new OutboxFixture(TestKafka.bootstrapServers(), TestKafka.freshTopic("outbox", 3));
        tail = new TopicTail(TestKafka.bootstrapServers(), fixture.topic);
    }

    @AfterEach
    void stop() {
        tail.close();
        fixture.close();
    }

    @Test
    void twoRelaysAtOnceLoseNothingAndKeepTheOrder() throws Exception {
        try (OutboxRelay one = fixture.relay(QUICK);
                OutboxRelay other = fixture.relay(QUICK);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (String key : List.of("a", "b", "c", "d")) {
                writing.add(writers.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        fixture.decide(key, i, 1);
                        (i % 2 == 0 ? one : other).wake();
                    }
                }));
            }
            for (Future<?> done : writing) {
                done.get();
            }
            await().untilAsserted(() ->
                    assertThat(one.published() + other.published()).isEqualTo(200));
            await().untilAsserted(() -> assertThat(tail.records()).hasSize(200));
            for (String key : List.of("a", "b", "c", "d")) {
                OutboxFixture.assertInOrder(tail, key, 50);
            }
        }
    }

    /// Its connection ends with it, and the turn with that.
    @Test
    void anotherGoesOnWhenARelayDiesInTheMiddleOfItsBatch() throws Exception {
        try (CuttableLine line = new CuttableLine(fixture.sql.port())) {
            goesOnAfterHalfOfABatch(fixture.sql.through(line.host(), line.port()), Duration.ofMinutes(1), line::cut);
        }
    }

    @Test
    void anotherGoesOnWhenARelayHangsInTheMiddleOfItsBatch() throws Exception {
        goesOnAfterHalfOfABatch(fixture.sql, Duration.ofMillis(500), () -> {});
    }

    private void goesOnAfterHalfOfABatch(TestDatabase way, Duration longestTurn, Runnable death) throws Exception {
        for (String key : List.of("a", "b")) {
            fixture.decide(key, 0, 20);
        }
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (Database database = OutboxFixture.open(way);
                RelayPublisher publisher =
                        new RelayPublisher(fixture.broker.settings(), "dying", Duration.ofSeconds(5));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> dying = threads.submit(() -> database.transaction(transaction -> {
                OutboxRow.Taken taken = OutboxRow.take(transaction, 20, longestTurn, new OutboxHead())
                        .orElseThrow();
                publisher.publish(taken.rows(), taken.begun());
                inTheMiddle.countDown();
                awaitQuietly(over);
                return OutboxRow.take(transaction, 20, longestTurn, new OutboxHead());
            }));
            inTheMiddle.await();
            try (OutboxRelay other = fixture.relay(QUICK)) {
                await().until(() -> !other.brokerAway());
                for (String key : List.of("a", "b")) {
                    fixture.decide(key, 20, 20);
                }
                other.wake();
                death.run();

                await().untilAsserted(() -> assertThat(fixture.waiting()).isZero());
                assertThat(other.published()).isEqualTo(80);
            }
            over.countDown();
            assertThatThrownBy(dying::get).hasCauseInstanceOf(DatabaseUnavailableException.class);
        } finally {
            over.countDown();
        }
        await().untilAsserted(() -> assertThat(tail.records()).hasSize(100));
        for (String key : List.of("a", "b")) {
            OutboxFixture.assertInOrder(tail, key, 40);
        }
    }

    /// Frozen between its taking and its publishing, and woken when another one has published what came after.
    @Test
    void oneThatWakesAfterAnotherTookOverPublishesNothingMore() throws Exception {
        fixture.configure("message.timestamp.before.max.ms", "1000");
        fixture.decide("a", 0, 1);
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (RelayPublisher publisher = new RelayPublisher(fixture.broker.settings(), "frozen", Duration.ofSeconds(5));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            publisher.standReady();
            Future<Set<Long>> late = threads.submit(() -> {
                AtomicReference<Set<Long>> published = new AtomicReference<>();
                assertThatThrownBy(() -> fixture.database.transaction(transaction -> {
                            OutboxRow.Taken taken = OutboxRow.take(
                                            transaction, 20, Duration.ofMillis(1_500), new OutboxHead())
                                    .orElseThrow();
                            frozen.countDown();
                            awaitQuietly(woken);
                            published.set(publisher.publish(taken.rows(), taken.begun()));
                            return taken;
                        }))
                        .isInstanceOf(DatabaseUnavailableException.class);
                return published.get();
            });
            frozen.await();
            try (OutboxRelay other = fixture.relay(QUICK)) {
                fixture.decide("a", 1, 1);
                await().untilAsserted(() -> assertThat(other.published()).isEqualTo(2));
            }
            woken.countDown();

            assertThat(late.get()).isEmpty();
        } finally {
            woken.countDown();
        }
        await().untilAsserted(() -> assertThat(tail.values("a")).hasSize(2));
        OutboxFixture.assertInOrder(tail, "a", 2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
