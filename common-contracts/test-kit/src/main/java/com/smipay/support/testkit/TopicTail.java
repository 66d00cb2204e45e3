package com.smipay.support.testkit;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Everything on a topic from its beginning, in any group's way of nobody. For one thread: wait with Awaitility until
/// [#records] shows what is expected.
public final class TopicTail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    public TopicTail(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        // A topic that was just made is not known everywhere at once.
        List<TopicPartition> partitions =
                await().atMost(PATIENCE).until(() -> consumer.partitionsFor(topic), known -> !known.isEmpty()).stream()
                        .map(p -> new TopicPartition(topic, p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// What has come so far, in the order in which it came; looks for more, for a tenth of a second at the most.
    public List<ConsumerRecord<byte[], byte[]>> records() {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        return List.copyOf(records);
    }

    public List<String> values() {
        return records().stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /// The values of one key, in the order in which they came.
    public List<String> values(String key) {
        return records().stream()
                .filter(r -> key.equals(new String(r.key(), StandardCharsets.UTF_8)))
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /// The values of the records that have this header, in the order in which they came.
    public List<String> values(String header, String text) {
        return records().stream()
                .filter(r -> text.equals(header(r, header)))
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    public static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return Stream.of(found.headers().lastHeader(name))
                .filter(header -> header != null)
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
