package com.smipay.support.testkit;

import static org.awaitility.Awaitility.await;

import com.smipay.support.servers.kafka.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.testcontainers.kafka.KafkaContainer;

/// Kafka for tests: one broker a JVM, topics and groups of a test's own by unique names. In a container where there
/// is an engine, as a process of its own otherwise. A test that wants to kill its broker starts one with
/// [#ownBroker].
public final class TestKafka {
    private static final String IMAGE = "apache/kafka:4.1.0";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private static final class Shared {
        static final String BOOTSTRAP_SERVERS = start();
    }

    private TestKafka() {}

    public static String bootstrapServers() {
        return Shared.BOOTSTRAP_SERVERS;
    }

    /// A name that nobody else on this broker uses: for a topic, a group, a service.
    public static String unique(String name) {
        return name + "-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    }

    /// A new topic with a unique name on the shared broker.
    public static String freshTopic(String name, int partitions) {
        String topic = unique(name);
        createTopic(bootstrapServers(), topic, partitions);
        return topic;
    }

    public static void createTopic(String bootstrapServers, String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
            // Made is not yet known: clients that ask at once may be told that there is no such topic.
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .containsKey(topic));
        } catch (ExecutionException e) {
            throw new IllegalStateException("No topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A producer of raw records, acknowledged by all.
    public static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// A broker of the test's own, which it may kill and start again on the same port: always from the binaries.
    ///
    /// @param directory kept over restarts
    /// @param port 0 for any free one
    public static BrokerProcess ownBroker(Path directory, int port) {
        try {
            return BrokerProcess.start(directory, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String start() {
        return Engines.containers() ? startContainer() : startProcess();
    }

    private static String startProcess() {
        AtomicReference<BrokerProcess> running = new AtomicReference<>();
        Path directory = Scratch.directory("kafka", () -> {
            BrokerProcess broker = running.get();
            if (broker != null) {
                broker.kill();
            }
        });
        BrokerProcess broker = ownBroker(directory, 0);
        running.set(broker);
        return broker.bootstrapServers();
    }

    @SuppressWarnings("resource") // Lives as long as the JVM; the engine's reaper ends it.
    private static String startContainer() {
        KafkaContainer container = new KafkaContainer(IMAGE);
        container.start();
        return container.getBootstrapServers();
    }
}
