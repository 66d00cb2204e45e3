package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import com.smipay.support.kit.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Keeps records that can never be applied on `<topic>.dlq`, exactly as they came, with why and from where in headers
/// `dlq_*`. Parking is for one thread; the counts are for all.
final class ParkingLot implements AutoCloseable {
    private final Map<String, Object> config;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    ParkingLot(KafkaSettings kafka, String service) {
        this.config = kafka.client(service + "-parking");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    }

    /// Returns when the broker has acknowledged it.
    ///
    /// @param reason no word of the data
    /// @throws BrokerUnavailableException when it was not acknowledged: try again
    void park(ConsumerRecord<byte[], byte[]> consumed, String reason) {
        ProducerRecord<byte[], byte[]> parked = new ProducerRecord<>(
                Topics.parkingLotOf(consumed.topic()), null, consumed.key(), consumed.value(), consumed.headers());
        put(parked, "dlq_reason", reason);
        put(parked, "dlq_topic", consumed.topic());
        put(parked, "dlq_partition", String.valueOf(consumed.partition()));
        put(parked, "dlq_offset", String.valueOf(consumed.offset()));
        put(parked, "dlq_time", Instant.now().toString());
        try {
            producer().send(parked).get();
        } catch (ExecutionException | KafkaException e) {
            close();
            throw new BrokerUnavailableException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        counts.computeIfAbsent(consumed.topic(), topic -> new LongAdder()).increment();
    }

    /// A record that was parked before and put back may carry these headers already.
    private static void put(ProducerRecord<byte[], byte[]> parked, String header, String value) {
        parked.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Records parked since the start, by the topic that they came from.
    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((topic, count) -> sums.put(topic, count.sum()));
        return sums;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
