package com.smipay.support.local.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads what stands on topics now, without a group, and leaves nothing behind.
public record TopicReader(BrokerAddress broker) {
    private static final Duration POLL = Duration.ofMillis(200);

    public TopicReader(String bootstrapServers) {
        this(BrokerAddress.open(bootstrapServers));
    }

    /// All topics that are there.
    public Set<String> names() {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            return Set.copyOf(consumer.listTopics().keySet());
        }
    }

    /// The ends of these topics now: what comes behind is new.
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            return Map.copyOf(consumer.endOffsets(partitions(consumer, topics)));
        }
    }

    /// Everything on these topics, in order for each partition.
    public List<ConsumerRecord<byte[], byte[]>> all(Collection<String> topics) {
        return since(Map.of(), topics);
    }

    /// Everything from there to the ends of this moment. Partitions that are not named are read from their beginning.
    public List<ConsumerRecord<byte[], byte[]>> since(Map<TopicPartition, Long> starts, Collection<String> topics) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        read(starts, topics, records::add);
        return records;
    }

    /// The same for who keeps less than all of it.
    public void read(
            Map<TopicPartition, Long> starts,
            Collection<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> look) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            partitions.stream()
                    .filter(starts::containsKey)
                    .forEach(partition -> consumer.seek(partition, starts.getOrDefault(partition, 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(look);
            }
        }
    }

    /// Null where there is none.
    public static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Map<String, Object> settings = broker.client(Map.of(
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "allow.auto.create.topics", "false",
                "max.poll.records", "5000",
                "default.api.timeout.ms", "20000"));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
