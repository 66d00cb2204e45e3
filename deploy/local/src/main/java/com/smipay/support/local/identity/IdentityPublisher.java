package com.smipay.support.local.identity;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/// Publishes one fact and says where it stands.
public record IdentityPublisher(String bootstrapServers) {
    /// @param partition and offset of the record
    public record Place(int partition, long offset) {}

    public Place publish(IdentityRecord fact) throws IOException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "max.block.ms", "20000",
                "delivery.timeout.ms", "20000",
                "request.timeout.ms", "10000",
                "linger.ms", "0");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            RecordMetadata metadata = producer.send(new ProducerRecord<>(fact.topic(), fact.key(), fact.value()))
                    .get();
            return new Place(metadata.partition(), metadata.offset());
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not take the record: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Asked to stop");
        }
    }
}
