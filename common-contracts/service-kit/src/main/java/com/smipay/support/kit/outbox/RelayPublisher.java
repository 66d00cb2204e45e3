package com.smipay.support.kit.outbox;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.kit.kafka.KafkaClients;
import com.smipay.support.kit.kafka.KafkaFault;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.telemetry.TraceSpan;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes batches in order. One request at a time is in flight, and the first failure ends the producer at once,
/// on the very thread that noticed it: nothing behind a failed record is sent, so no record of a key overtakes
/// another. For one thread.
final class RelayPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayPublisher.class);

    private final KafkaNames names;
    private final Map<String, Object> config;
    private final Duration longest;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable String fault;

    RelayPublisher(KafkaSettings kafka, String service, Duration delivery) {
        this.names = kafka.names();
        this.longest = delivery.multipliedBy(3).dividedBy(2);
        this.config = kafka.client(service + "-relay");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(delivery.toMillis()));
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    }

    /// Waits until every row is acknowledged, or one has failed.
    ///
    /// @param begun when the turn began. The records carry it as their time, by which the broker refuses what comes
    ///     from a turn that is over: from a process that stood still, or out of a line that was slow
    /// @return positions of the acknowledged rows: all of them, or per partition those before the first failure
    Set<Long> publish(List<OutboxRow> rows, Instant begun) {
        fault = null;
        Map<Long, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        try {
            KafkaProducer<byte[], byte[]> open = producer();
            for (OutboxRow row : rows) {
                String topic = names.topic(row.topic());
                TraceSpan span = TraceSpan.start(
                                SpanKind.PRODUCER,
                                "publish " + topic,
                                row.event().traceparent())
                        .put("messaging.system", "kafka")
                        .put("messaging.destination.name", topic);
                sent.put(row.position(), send(open, KafkaEvents.toRecord(topic, row.event(), begun), span));
            }
        } catch (InterruptException e) {
            abandon();
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            // IllegalStateException: the producer was ended by an earlier record of this batch.
            note(e);
            LOG.debug("A record could not be sent", e);
            abandon();
        }
        Set<Long> acknowledged = new TreeSet<>();
        long deadline = System.nanoTime() + longest.toNanos();
        sent.forEach((position, ack) -> {
            if (isAcknowledged(ack, deadline)) {
                acknowledged.add(position);
            }
        });
        if (acknowledged.size() < rows.size()) {
            abandon();
        }
        return acknowledged;
    }

    /// What the broker said of the last batch, where it named what is wrong ([KafkaFault]): waiting will not mend that.
    @Nullable String fault() {
        return fault;
    }

    /// The first failure is what happened: those behind it only say that the producer was ended.
    private void note(Exception failure) {
        if (fault == null) {
            fault = KafkaFault.sentence(failure);
        }
    }

    private static Future<RecordMetadata> send(
            KafkaProducer<byte[], byte[]> open, ProducerRecord<byte[], byte[]> event, TraceSpan span) {
        try {
            return open.send(event, (metadata, failure) -> {
                if (failure != null) {
                    span.fail();
                }
                span.close();
                if (failure != null) {
                    open.close(Duration.ZERO);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            // Nothing calls back for it.
            span.fail();
            span.close();
            throw e;
        }
    }

    /// The client names a record that is refused alone by what is wrong with it, and several of one batch only as
    /// invalid.
    private static boolean isTooOld(@Nullable Throwable cause) {
        return cause instanceof InvalidTimestampException || cause instanceof InvalidRecordException;
    }

    /// The producer keeps to its own timeouts as long as its thread lives, and we do not wait for one that is dead.
    private boolean isAcknowledged(Future<RecordMetadata> ack, long deadline) {
        try {
            ack.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            if (isTooOld(e.getCause())) {
                LOG.warn("The broker refused events as too old, and they are published anew: this process stood still,"
                        + " or the clocks of the database and the broker are seconds apart");
            } else {
                note(e);
            }
            LOG.debug("A record was not acknowledged", e);
            return false;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /// Opens what publishing needs and speaks to the broker once: who takes over from another replica loses no time
    /// with it.
    void standReady() {
        try {
            if (producer == null) {
                producer().partitionsFor(names.topic(Topics.TICKETS));
            }
        } catch (KafkaException e) {
            LOG.debug("No producer yet", e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = KafkaClients.producer(config);
            producer = open;
        }
        return open;
    }

    private void abandon() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
