package com.smipay.support.realtime.push;

import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.realtime.domain.Arrival;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads records as events. What this version does not know, or nobody could read, is counted and left out.
final class EventReader {
    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    private final LongAdder unknown = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    Optional<Arrival> read(ConsumerRecord<byte[], byte[]> inbound) {
        EventEnvelope envelope;
        try {
            envelope = KafkaEvents.parse(inbound.headers(), inbound.value());
        } catch (UnprocessableRecordException e) {
            return skip(inbound, String.valueOf(e.getMessage()));
        }
        return switch (EventCodec.decode(envelope)) {
            case Decoded.Known known ->
                Optional.of(new Arrival(known.event(), envelope.time(), envelope.requestId(), envelope.traceparent()));
            case Decoded.UnknownType newer -> {
                unknown.increment();
                yield Optional.empty();
            }
            case Decoded.Malformed broken -> skip(inbound, broken.reason());
        };
    }

    private Optional<Arrival> skip(ConsumerRecord<byte[], byte[]> inbound, String reason) {
        malformed.increment();
        LOG.warn("Left out record {} of {}-{}: {}", inbound.offset(), inbound.topic(), inbound.partition(), reason);
        return Optional.empty();
    }

    long unknown() {
        return unknown.sum();
    }

    long malformed() {
        return malformed.sum();
    }
}
