package com.smipay.support.faults.stack;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// An event of somebody who is none of the services.
public final class StrangeEvent {
    private StrangeEvent() {}

    /// @param partition null for that of its key
    /// @param subject also its key
    public static ProducerRecord<byte[], byte[]> of(
            String topic, @Nullable Integer partition, String subject, String type, byte[] data) {
        ProducerRecord<byte[], byte[]> item = new ProducerRecord<>(topic, partition, bytes(subject), data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "/somebody",
                        "ce_subject",
                        subject,
                        "ce_time",
                        Instant.now().toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> item.headers().add(name, bytes(value)));
        return item;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
