package com.smipay.support.local.deadletter;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what stands on topics now, without a group, and leaves nothing behind.
final class Records implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaConsumer<byte[], byte[]> consumer;

    Records(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "default.api.timeout.ms", "20000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// Everything on the topics that there is when this is called.
    void all(Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> found) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(topic -> consumer.partitionsFor(topic)
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        toTheEnd(found);
    }

    /// Everything on a partition from an offset on.
    void from(TopicPartition partition, long offset, Consumer<ConsumerRecord<byte[], byte[]>> found) {
        consumer.assign(Set.of(partition));
        consumer.seek(partition, offset);
        toTheEnd(found);
    }

    private void toTheEnd(Consumer<ConsumerRecord<byte[], byte[]>> found) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(found);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
