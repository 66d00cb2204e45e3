package com.smipay.support.kit.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.testkit.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The broker is late, and is killed, and comes back.
@Timeout(120)
final class ConsumerOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void aServiceServesWithoutItsBrokerAndCatchesUpWhenItIsThere() throws Exception {
        int port = freePort();
        AtomicBoolean away = new AtomicBoolean(true);
        TopicFixture fixture = new TopicFixture("127.0.0.1:" + port);
        RecordHandler handler = inbound -> {
            if (away.get()) {
                throw new DatabaseUnavailableException(new IllegalStateException());
            }
            fixture.note(inbound);
        };
        TopicSetup setup = new TopicSetup(
                fixture.broker,
                List.of(
                        TopicPlan.compacted(fixture.broker.settings(), fixture.topic),
                        TopicPlan.deadLetterTopic(fixture.broker.settings(), fixture.topic)));
        try (fixture;
                setup;
                EventConsumer consumer = fixture.consumer(handler)) {
            setup.start();
            await().atMost(PATIENCE).until(() -> consumer.degraded() && consumer.serves());
            assertThat(consumer.caughtUp()).isFalse();
            assertThat(setup.done()).isFalse();

            BrokerProcess first = TestKafka.ownBroker(directory, port);
            await().atMost(PATIENCE).until(setup::done);
            fixture.produce("a", "a1", "a2");
            await().atMost(PATIENCE).until(() -> !consumer.degraded());
            await().atMost(PATIENCE).until(consumer::waiting);
            // It served without its broker, and goes on with that.
            assertThat(consumer.serves()).isTrue();
            away.set(false);
            await().atMost(PATIENCE).until(consumer::caughtUp);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2"));

            first.kill();
            await().atMost(PATIENCE).until(consumer::degraded);
            assertThat(consumer.caughtUp()).isTrue();
            try (BrokerProcess second = TestKafka.ownBroker(directory, port)) {
                fixture.produce("a", "a3");
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(fixture.handled.stream().distinct()).containsExactly("a1", "a2", "a3"));
                await().atMost(PATIENCE).until(() -> !consumer.degraded());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
