package com.smipay.support.kit.consume;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Kafka record before anybody judged it.
///
/// @param value null for a tombstone; bytes that are no UTF-8 stand as replacement characters here, and are parked as
///     they came
public record InboundRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Map<String, String> headers,
        @Nullable String value) {}
