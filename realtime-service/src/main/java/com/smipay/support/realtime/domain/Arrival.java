package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.SupportEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event as it came in, with what its envelope says.
///
/// @param announcedAt the `ce_time`: when the announcing service committed it
public record Arrival(
        SupportEvent event,
        Instant announcedAt,
        @Nullable String requestId,
        @Nullable String traceparent) {}
