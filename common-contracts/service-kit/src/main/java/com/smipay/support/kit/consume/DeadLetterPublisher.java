package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import com.smipay.support.kit.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Keeps records that can never be applied on `<topic>.dlq`, as [DeadLetterHeaders] says. DeadLetterHeaders is for one
/// thread; the counts
/// are for all.
final class DeadLetterPublisher implements AutoCloseable {
    private final Broker broker;
    private final String service;
    private final DeadLetterIndex index;
    private final Map<String, Object> config;
    private final Set<String> standing = new HashSet<>();
    private final AtomicLong deadLetteredCount = new AtomicLong();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /// @param index told of every dead letter
    DeadLetterPublisher(Broker broker, String service, DeadLetterIndex index) {
        this.broker = broker;
        this.service = service;
        this.index = index;
        this.config = broker.settings().client(service + "-dead-letters");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    }

    /// Returns when the broker has acknowledged it. The topic must stand by then: a broker that made it for this record
    /// would keep it as it keeps others, a week or so.
    ///
    /// @param reason no word of the data
    /// @throws BrokerUnavailableException when it was not acknowledged: try again
    void deadLetter(ConsumerRecord<byte[], byte[]> consumed, String reason) {
        String key = DeadLetterHeaders.key(service, consumed.topic(), consumed.partition(), consumed.offset());
        String topic = Topics.deadLetterTopicOf(consumed.topic());
        if (!stands(topic)) {
            throw new BrokerUnavailableException(new IllegalStateException("No topic " + topic + " yet"));
        }
        ProducerRecord<byte[], byte[]> deadLetter =
                new ProducerRecord<>(topic, null, bytes(key), valueOf(consumed), consumed.headers());
        put(deadLetter, DeadLetterHeaders.REASON, bytes(reason));
        put(deadLetter, DeadLetterHeaders.CONSUMER, bytes(service));
        put(deadLetter, DeadLetterHeaders.TOPIC, bytes(consumed.topic()));
        put(deadLetter, DeadLetterHeaders.PARTITION, bytes(String.valueOf(consumed.partition())));
        put(deadLetter, DeadLetterHeaders.OFFSET, bytes(String.valueOf(consumed.offset())));
        put(deadLetter, DeadLetterHeaders.TIME, bytes(Instant.now().toString()));
        put(deadLetter, DeadLetterHeaders.KEY, consumed.key());
        put(deadLetter, DeadLetterHeaders.TOMBSTONE, consumed.value() == null ? bytes("true") : null);
        try {
            producer().send(deadLetter).get();
        } catch (ExecutionException | KafkaException e) {
            close();
            standing.clear();
            throw new BrokerUnavailableException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        deadLetteredCount.incrementAndGet();
        index.add(consumed.topic(), key);
    }

    /// Asked once, and again after a failure.
    private boolean stands(String topic) {
        if (!standing.contains(topic) && !broker.partitions(List.of(topic)).isEmpty()) {
            standing.add(topic);
        }
        return standing.contains(topic);
    }

    private static byte[] valueOf(ConsumerRecord<byte[], byte[]> consumed) {
        byte[] value = consumed.value();
        return value == null ? new byte[0] : value;
    }

    /// A record that was dead-lettered before and put back may carry these headers already.
    private static void put(ProducerRecord<byte[], byte[]> deadLetter, String header, byte @Nullable [] value) {
        deadLetter.headers().remove(header);
        if (value != null) {
            deadLetter.headers().add(header, value);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// How often something was dead-lettered since the start.
    long deadLetteredCount() {
        return deadLetteredCount.get();
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
