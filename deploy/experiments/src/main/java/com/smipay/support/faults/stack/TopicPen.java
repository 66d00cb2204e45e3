package com.smipay.support.faults.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes into the topics past every service. For one thread.
public final class TopicPen implements AutoCloseable {
    private static final int LARGEST = 1_040_000;

    private final KafkaProducer<byte[], byte[]> producer;

    public TopicPen(String bootstrap) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// The same again: key, value, headers and partition.
    public static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> item) {
        return new ProducerRecord<>(item.topic(), item.partition(), null, item.key(), item.value(), item.headers());
    }

    /// Returns when every one is acknowledged.
    ///
    /// @return where they are, in their order
    public List<RecordMetadata> write(List<ProducerRecord<byte[], byte[]>> items) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        items.forEach(item -> sent.add(producer.send(item)));
        producer.flush();
        List<RecordMetadata> places = new ArrayList<>();
        try {
            for (Future<RecordMetadata> each : sent) {
                places.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not published", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return List.copyOf(places);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
