package com.smipay.support.local.deadletter;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.Topics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The dead-letter topics of one broker.
public final class DeadLetterTopics implements AutoCloseable {
    private static final String SUFFIX = Topics.deadLetterTopicOf("");

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    public DeadLetterTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "max.block.ms", "20000",
                        "delivery.timeout.ms", "20000",
                        "request.timeout.ms", "10000",
                        "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// Everything that is dead-lettered and not settled, in the order in which it stood. What several services have
    /// dead-lettered is
    /// in it once for each.
    public List<DeadLetter> all() throws IOException {
        Map<String, DeadLetter> deadLetters = new LinkedHashMap<>();
        try (Records records = new Records(bootstrapServers)) {
            records.all(topicNames(), found -> {
                String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
                deadLetters.remove(key);
                if (found.value() != null) {
                    DeadLetter.of(found).ifPresent(each -> deadLetters.put(key, each));
                }
            });
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
        return deadLetters.values().stream()
                .sorted(Comparator.comparing(DeadLetter::place).thenComparing(DeadLetter::consumer))
                .toList();
    }

    private Collection<String> topicNames() throws IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.endsWith(SUFFIX))
                    .toList();
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
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
        boolean isEvent = Topics.EVENTS.contains(place.topic());
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
        send(again);
        return true;
    }

    private boolean isOvertaken(DeadLetter deadLetter) throws IOException {
        byte[] key = deadLetter.key();
        AtomicBoolean overtaken = new AtomicBoolean();
        try (Records records = new Records(bootstrapServers)) {
            Place place = deadLetter.place();
            records.from(
                    new TopicPartition(place.topic(), place.partition()),
                    place.offset() + 1,
                    found -> overtaken.compareAndSet(false, isSame(key, found.key())));
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
        return overtaken.get();
    }

    private static boolean isSame(byte @Nullable [] key, byte @Nullable [] other) {
        return key != null && Arrays.equals(key, other);
    }

    /// Takes a record off the dead-letter topic: from now on it is not dead-lettered any more. Returns when the broker
    /// has it.
    public void settle(DeadLetter deadLetter) throws IOException {
        send(new ProducerRecord<>(
                deadLetter.onTopic().topic(),
                deadLetter.onTopic().partition(),
                deadLetter.onTopic().key(),
                null));
    }

    private void send(ProducerRecord<byte[], byte[]> outbound) throws IOException {
        try {
            producer.send(outbound).get();
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("Kafka does not take the record: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Asked to stop");
    }

    @Override
    public void close() {
        producer.close();
    }
}
