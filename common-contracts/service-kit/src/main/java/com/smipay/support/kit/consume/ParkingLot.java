package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.Parking;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import com.smipay.support.kit.kafka.KafkaClients;
import com.smipay.support.kit.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Keeps records that can never be applied on `<topic>.dlq`, as [Parking] says. Parking is for one thread; the counts
/// are for all.
final class ParkingLot implements AutoCloseable {
    private final String service;
    private final ParkedLedger ledger;
    private final Map<String, Object> config;
    private final AtomicLong parkings = new AtomicLong();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /// @param ledger told of every parking
    ParkingLot(KafkaSettings kafka, String service, ParkedLedger ledger) {
        this.service = service;
        this.ledger = ledger;
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
        String key = Parking.key(service, consumed.topic(), consumed.partition(), consumed.offset());
        ProducerRecord<byte[], byte[]> parked = new ProducerRecord<>(
                Topics.parkingLotOf(consumed.topic()), null, bytes(key), valueOf(consumed), consumed.headers());
        put(parked, Parking.REASON, bytes(reason));
        put(parked, Parking.CONSUMER, bytes(service));
        put(parked, Parking.TOPIC, bytes(consumed.topic()));
        put(parked, Parking.PARTITION, bytes(String.valueOf(consumed.partition())));
        put(parked, Parking.OFFSET, bytes(String.valueOf(consumed.offset())));
        put(parked, Parking.TIME, bytes(Instant.now().toString()));
        put(parked, Parking.KEY, consumed.key());
        put(parked, Parking.TOMBSTONE, consumed.value() == null ? bytes("true") : null);
        try {
            producer().send(parked).get();
        } catch (ExecutionException | KafkaException e) {
            close();
            throw new BrokerUnavailableException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        parkings.incrementAndGet();
        ledger.parked(consumed.topic(), key);
    }

    private static byte[] valueOf(ConsumerRecord<byte[], byte[]> consumed) {
        byte[] value = consumed.value();
        return value == null ? new byte[0] : value;
    }

    /// A record that was parked before and put back may carry these headers already.
    private static void put(ProducerRecord<byte[], byte[]> parked, String header, byte @Nullable [] value) {
        parked.headers().remove(header);
        if (value != null) {
            parked.headers().add(header, value);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// How often something was parked since the start.
    long parkings() {
        return parkings.get();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = KafkaClients.producer(config);
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
