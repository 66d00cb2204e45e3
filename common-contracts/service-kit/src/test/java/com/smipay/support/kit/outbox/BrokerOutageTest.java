package com.smipay.support.kit.outbox;

import static com.smipay.support.kit.outbox.OutboxFixture.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The broker is killed in the middle of the work, and comes back.
@Timeout(120)
final class BrokerOutageTest {
    private static final int WRITES = 120;
    private static final List<String> KEYS = List.of("a", "b", "c");

    @TempDir
    Path directory;

    @Test
    void nothingIsLostNothingOvertakesAndNoTransactionIsOpenMeanwhile() throws Exception {
        BrokerProcess first = TestKafka.ownBroker(directory, 0);
        TestKafka.createTopic(first.bootstrapServers(), "outage", 2);
        try (OutboxFixture fixture = new OutboxFixture(first.bootstrapServers(), "outage");
                OutboxRelay relay = fixture.relay(QUICK);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger written = new AtomicInteger();
            Future<?> writing = writers.submit(() -> {
                for (int i = 0; i < WRITES; i++) {
                    for (String key : KEYS) {
                        fixture.decide(key, i, 1);
                        relay.wake();
                    }
                    written.incrementAndGet();
                }
            });
            await().until(() -> written.get() > WRITES / 4 && relay.published() > 0);
            first.kill();
            writing.get();
            // However fast everything before went out, this is still there.
            for (String key : KEYS) {
                fixture.decide(key, WRITES, 1);
            }
            await().atMost(Duration.ofSeconds(30)).until(relay::brokerAway);

            assertThat(fixture.waiting()).isPositive();
            await().pollInterval(Duration.ofMillis(10))
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> fixture.database.activeConnections() == 0);

            try (BrokerProcess second = TestKafka.ownBroker(directory, first.port());
                    TopicTail tail = new TopicTail(second.bootstrapServers(), "outage")) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(fixture.waiting()).isZero());
                await().untilAsserted(() -> {
                    for (String key : KEYS) {
                        OutboxFixture.assertInOrder(tail, key, WRITES + 1);
                    }
                });
                assertThat(relay.failures()).isPositive();
            }
        }
    }
}
