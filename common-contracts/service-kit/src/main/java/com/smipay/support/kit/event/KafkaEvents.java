package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// CloudEvents 1.0 in binary mode on Kafka: attributes are headers `ce_*`, the value is the data, the key is the
/// subject.
public final class KafkaEvents {
    private static final Attributes.Names NAMES = Attributes.Names.prefixed("ce_");

    private KafkaEvents() {}

    /// The record to publish, with the time of its sending; its partition follows from the key, so a ticket's events
    /// stay in order.
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, EventEnvelope event) {
        return toRecord(topic, event, null);
    }

    /// The same with a time of its own.
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, EventEnvelope event, @Nullable Instant time) {
        ProducerRecord<byte[], byte[]> outbound = new ProducerRecord<>(
                topic,
                null,
                time == null ? null : time.toEpochMilli(),
                event.subject().getBytes(StandardCharsets.UTF_8),
                event.dataBytes());
        Headers headers = outbound.headers();
        Attributes.of(event, NAMES).forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return outbound;
    }

    /// @param headers names exactly as on the record
    /// @param value null for a tombstone, which no event is
    /// @throws UnprocessableRecordException when this is no CloudEvent; its reason quotes nothing
    public static EventEnvelope parse(Map<String, String> headers, byte @Nullable [] value) {
        return parse(headers::get, value);
    }

    /// The same, straight from a record, for who reads very many.
    ///
    /// @throws UnprocessableRecordException when this is no CloudEvent; its reason quotes nothing
    public static EventEnvelope parse(Headers headers, byte @Nullable [] value) {
        Header[] all = headers.toArray();
        return parse(name -> newest(all, name), value);
    }

    /// Whether a record carries an event that was applied lately, without reading more of it.
    ///
    /// @return false where [#parse] refuses the record too
    static boolean isKnown(Headers headers, AppliedEvents events) {
        Header[] all = headers.toArray();
        String source = newest(all, NAMES.source());
        String id = newest(all, NAMES.id());
        try {
            return source != null && id != null && events.isKnown(UUID.fromString(id), source);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static EventEnvelope parse(Attributes.Lookup attributes, byte @Nullable [] value) {
        if (value == null) {
            throw new UnprocessableRecordException("a tombstone is no event");
        }
        return Attributes.parse(attributes, NAMES, value);
    }

    /// Of several with one name, the last that has a value.
    private static @Nullable String newest(Header[] all, String name) {
        for (int i = all.length - 1; i >= 0; i--) {
            byte[] value = all[i].key().equals(name) ? all[i].value() : null;
            if (value != null) {
                return new String(value, StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
