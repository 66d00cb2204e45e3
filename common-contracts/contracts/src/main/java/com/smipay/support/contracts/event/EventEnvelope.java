package com.smipay.support.contracts.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A CloudEvent 1.0 as it crosses a wire: attributes and undecoded data, so that a peer can pass judgement on data
/// that it can't read.
///
/// @param source the announcing service, for example `/ticket-service`
/// @param subject the ticket id, also the Kafka key
/// @param data JSON in UTF-8; not to be changed by anybody
public record EventEnvelope(
        UUID id,
        String type,
        String source,
        String subject,
        Instant time,
        @Nullable String traceparent,
        @Nullable String requestId,
        String data) {

    public byte[] dataBytes() {
        return data.getBytes(StandardCharsets.UTF_8);
    }
}
