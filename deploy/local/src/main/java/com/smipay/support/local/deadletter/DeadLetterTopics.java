package com.smipay.support.local.deadletter;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.local.topic.BrokerAddress;
import com.smipay.support.local.topic.Place;
import com.smipay.support.local.topic.TopicReader;
import com.smipay.support.local.topic.TopicWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// The dead-letter topics of one installation. A broker that others use too may have many more that end alike.
public final class DeadLetterTopics implements AutoCloseable {
    private final BrokerAddress broker;
    private final TopicWriter writer;

    public DeadLetterTopics(String bootstrapServers) {
        this(BrokerAddress.open(bootstrapServers));
    }

    public DeadLetterTopics(BrokerAddress broker) {
        this.broker = broker;
        this.writer = new TopicWriter(broker);
    }

    /// Everything that is dead-lettered and not settled, in the order in which it stood. What several services have
    /// dead-lettered is in it once for each.
    public List<DeadLetter> all() throws IOException {
        Map<String, DeadLetter> deadLetters = new LinkedHashMap<>();
        List<String> topics = broker.names().topics(Topics.COPIED).stream()
                .map(Topics::deadLetterTopicOf)
                .toList();
        read(Map.of(), topics, found -> {
            String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
            deadLetters.remove(key);
            if (found.value() != null) {
                DeadLetter.of(found).ifPresent(each -> deadLetters.put(key, each));
            }
        });
        return deadLetters.values().stream()
                .sorted(Comparator.comparing(DeadLetter::place).thenComparing(DeadLetter::consumer))
                .toList();
    }

    private void read(
            Map<TopicPartition, Long> starts, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> look)
            throws IOException {
        try {
            TopicReader reader = new TopicReader(broker);
            Set<String> present = reader.names();
            reader.read(starts, topics.stream().filter(present::contains).toList(), look);
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
    }

    /// Puts a record back where it came from, to be applied now, by everybody who reads that topic. Returns when the
    /// broker has it.
    ///
    /// It gets a key of its own where the topic carries events: under its old one it would take the place of newer
    /// state when the topic is compacted. It comes into its old partition all the same. In the identity topics the
    /// key says whom the fact is about, so an overtaken fact is not put back.
    ///
    /// @return false where a newer fact has overtaken it
    public boolean replay(DeadLetter deadLetter) throws IOException {
        Place place = deadLetter.place();
        boolean isEvent = broker.names().topics(Topics.EVENTS).contains(place.topic());
        if (!isEvent && isOvertaken(deadLetter)) {
            return false;
        }
        byte[] key = isEvent ? ("replay " + place).getBytes(StandardCharsets.UTF_8) : deadLetter.key();
        ProducerRecord<byte[], byte[]> again =
                new ProducerRecord<>(place.topic(), place.partition(), key, deadLetter.value());
        deadLetter.onTopic().headers().forEach(header -> {
            if (!header.key().startsWith(DeadLetterHeaders.PREFIX)) {
                again.headers().add(header);
            }
        });
        writer.write(again);
        return true;
    }

    private boolean isOvertaken(DeadLetter deadLetter) throws IOException {
        Place place = deadLetter.place();
        byte[] key = deadLetter.key();
        if (key == null) {
            return false;
        }
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        AtomicBoolean overtaken = new AtomicBoolean();
        read(Map.of(partition, place.offset() + 1), List.of(place.topic()), found -> {
            if (found.partition() == place.partition()
                    && found.offset() > place.offset()
                    && Arrays.equals(key, found.key())) {
                overtaken.set(true);
            }
        });
        return overtaken.get();
    }

    /// Takes a record off the dead-letter topic: from now on it is not dead-lettered any more. Returns when the broker
    /// has it.
    public void settle(DeadLetter deadLetter) throws IOException {
        ConsumerRecord<byte[], byte[]> onTopic = deadLetter.onTopic();
        writer.write(new ProducerRecord<>(onTopic.topic(), onTopic.partition(), onTopic.key(), null));
    }

    @Override
    public void close() {
        writer.close();
    }
}
