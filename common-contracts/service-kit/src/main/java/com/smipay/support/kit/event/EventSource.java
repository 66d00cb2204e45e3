package com.smipay.support.kit.event;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.kit.telemetry.Correlation;
import java.time.Instant;

/// A service as the source of events.
///
/// @param name the `ce_source`, for example `/ticket-service`
public record EventSource(String name) {
    /// A new event on its way into the outbox, in the scope of the request, or of the event, that caused it.
    ///
    /// @param time of what happened
    public EventEnvelope envelope(SupportEvent event, Instant time) {
        Correlation correlation = Correlation.current();
        return new EventEnvelope(
                UuidCreator.getTimeOrderedEpoch(),
                event.type().wire(),
                name,
                event.ticketId().toString(),
                time,
                correlation.traceparent(),
                correlation.requestId(),
                EventCodec.encode(event));
    }
}
