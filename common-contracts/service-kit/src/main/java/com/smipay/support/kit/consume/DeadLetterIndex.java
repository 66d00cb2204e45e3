package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import com.smipay.support.kit.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// What this service has dead-lettered and nobody has settled yet: exactly what stands on the dead-letter topics, so it
/// survives restarts and is the same at every replica. [#look] is for one thread, the rest for all.
///
/// The dead-letter topics hardly ever change. So only their ends are asked for, and a consumer lives as long as there
/// is something new.
final class DeadLetterIndex {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long LONGEST_READ_NANOS = Duration.ofSeconds(10).toNanos();

    private final Broker broker;
    private final String service;
    private final Set<String> deadLetterTopics;
    private final Map<String, Set<String>> deadLetters = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /// @param topics as the cluster has them
    DeadLetterIndex(Broker broker, String service, Collection<String> topics) {
        this.broker = broker;
        this.service = service;
        this.deadLetterTopics = topics.stream().map(Topics::deadLetterTopicOf).collect(Collectors.toUnmodifiableSet());
    }

    /// Notes what has just been dead-lettered here.
    void add(String topic, String key) {
        keysOn(Topics.deadLetterTopicOf(topic)).add(key);
    }

    /// How many wait, by the topic that they came from; topics without any are left out.
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        deadLetters.forEach((deadLetterTopic, keys) -> {
            if (!keys.isEmpty()) {
                counts.put(Topics.sourceTopicOf(deadLetterTopic), (long) keys.size());
            }
        });
        return counts;
    }

    /// @throws BrokerUnavailableException when it can't be reached; what was known stays
    void look() {
        Map<TopicPartition, Long> ends = broker.ends(broker.partitions(deadLetterTopics));
        ends.forEach((partition, end) -> {
            if (end < positions.getOrDefault(partition, 0L)) {
                // The dead-letter topic was made anew.
                positions.remove(partition);
                keysOn(partition.topic()).clear();
            }
        });
        ends.entrySet().removeIf(end -> end.getValue() <= positions.getOrDefault(end.getKey(), 0L));
        if (!ends.isEmpty()) {
            read(ends);
        }
    }

    private void read(Map<TopicPartition, Long> ends) {
        Map<String, Object> config = broker.settings().client(service + "-dead-letters");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        long deadline = System.nanoTime() + LONGEST_READ_NANOS;
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(config)) {
            consumer.assign(ends.keySet());
            ends.keySet().forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
            while (!ends.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(POLL).forEach(this::note);
                // What compaction has taken leaves gaps: the position tells, not the last record.
                ends.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
                ends.entrySet().removeIf(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
            }
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(e);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> found) {
        byte[] bytes = found.key();
        String key = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        if (!key.startsWith(DeadLetterHeaders.keysOf(service))) {
            return;
        }
        if (found.value() == null) {
            keysOn(found.topic()).remove(key);
        } else {
            keysOn(found.topic()).add(key);
        }
    }

    private Set<String> keysOn(String deadLetterTopic) {
        return deadLetters.computeIfAbsent(deadLetterTopic, any -> ConcurrentHashMap.newKeySet());
    }
}
