package com.smipay.support.local.topic;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes onto topics, and says where what was written stands. For one thread.
public final class TopicWriter implements AutoCloseable {
    private static final int MOST_AT_ONCE = 200;
    private static final int TRIES = 4;

    private final KafkaProducer<byte[], byte[]> producer;

    public TopicWriter(String bootstrapServers) {
        this(BrokerAddress.open(bootstrapServers));
    }

    public TopicWriter(BrokerAddress broker) {
        Map<String, Object> settings = broker.client(Map.of(
                "acks", "all",
                "enable.idempotence", "true",
                "max.block.ms", "20000",
                "delivery.timeout.ms", "20000",
                "request.timeout.ms", "10000",
                "linger.ms", "0"));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// The same again: key, value, headers and partition.
    public static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> item) {
        return new ProducerRecord<>(item.topic(), item.partition(), null, item.key(), item.value(), item.headers());
    }

    /// Returns when the broker has it.
    public RecordMetadata write(ProducerRecord<byte[], byte[]> item) throws IOException {
        return write(List.of(item)).getFirst();
    }

    /// Returns when the broker has all of them. Of a long list only some are on their way at a time, for a
    /// record that waits behind thousands grows too old meanwhile.
    ///
    /// @return where they are, in their order
    public List<RecordMetadata> write(List<ProducerRecord<byte[], byte[]>> items) throws IOException {
        List<RecordMetadata> places = new ArrayList<>();
        try {
            for (int from = 0; from < items.size(); from += MOST_AT_ONCE) {
                places.addAll(writeSome(items.subList(from, Math.min(items.size(), from + MOST_AT_ONCE)), TRIES));
            }
            return places;
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("Kafka does not take the record: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Asked to stop");
        }
    }

    /// Topics that relays fill refuse what is some seconds old (ADR 0054), which a record is that had to wait for the
    /// broker. It was not written, and its next try has a time of its own, once none of the others is on its way.
    private List<RecordMetadata> writeSome(List<ProducerRecord<byte[], byte[]>> items, int tries)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = items.stream().map(producer::send).toList();
        List<@Nullable RecordMetadata> places = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> refused = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            try {
                places.add(sent.get(i).get());
            } catch (ExecutionException e) {
                if (tries == 1 || items.get(i).timestamp() != null || !isTooOld(e.getCause())) {
                    throw e;
                }
                places.add(null);
                refused.add(items.get(i));
            }
        }
        Iterator<RecordMetadata> later =
                (refused.isEmpty() ? List.<RecordMetadata>of() : writeSome(refused, tries - 1)).iterator();
        return places.stream()
                .map(place -> place == null ? later.next() : place)
                .toList();
    }

    /// The client names a record that is refused alone by what is wrong with it, and several of one batch only as
    /// invalid.
    private static boolean isTooOld(@Nullable Throwable cause) {
        return cause instanceof InvalidTimestampException || cause instanceof InvalidRecordException;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
