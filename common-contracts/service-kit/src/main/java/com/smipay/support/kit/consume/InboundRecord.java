package com.smipay.support.kit.consume;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A Kafka record before anybody judged it.
///
/// @param time when it was sent, by its sender's clock
/// @param headers of several with one name, the last
/// @param value null for a tombstone; not to be changed by anybody
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each would only cost.
public record InboundRecord(
        String topic,
        int partition,
        long offset,
        Instant time,
        @Nullable String key,
        Map<String, String> headers,
        byte @Nullable [] value) {

    public static InboundRecord of(ConsumerRecord<byte[], byte[]> consumed) {
        Map<String, String> headers = new HashMap<>();
        consumed.headers().forEach(header -> {
            byte[] value = header.value();
            if (value != null) {
                headers.put(header.key(), new String(value, StandardCharsets.UTF_8));
            }
        });
        byte[] key = consumed.key();
        return new InboundRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                Instant.ofEpochMilli(consumed.timestamp()),
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                Map.copyOf(headers),
                consumed.value());
    }
}
