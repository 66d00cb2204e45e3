package com.smipay.support.ticket.store;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.kit.telemetry.Correlation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// This service's events on their way into the outbox.
public final class Envelopes {
    private static final String SOURCE = "/ticket-service";

    /// The values of the outbox' columns, from the parameters that [#params] gives; `topic` comes first.
    static final String VALUES = """
            :topic, cast(:event_id as uuid), :event_type, :event_source, :event_subject, :event_time,
            cast(:traceparent as text), cast(:request_id as text), :event_data""";

    private Envelopes() {}

    /// In the scope of the request, or of the event, that caused it.
    public static EventEnvelope of(TicketEvent event, Instant time) {
        Correlation correlation = Correlation.current();
        return new EventEnvelope(
                UuidCreator.getTimeOrderedEpoch(),
                event.type().wire(),
                SOURCE,
                event.ticketId().toString(),
                time,
                correlation.traceparent(),
                correlation.requestId(),
                EventCodec.encode(event));
    }

    static Map<String, @Nullable Object> params(String topic, EventEnvelope envelope) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("topic", topic);
        params.put("event_id", envelope.id());
        params.put("event_type", envelope.type());
        params.put("event_source", envelope.source());
        params.put("event_subject", envelope.subject());
        params.put("event_time", envelope.time());
        params.put("traceparent", envelope.traceparent());
        params.put("request_id", envelope.requestId());
        params.put("event_data", envelope.data());
        return params;
    }
}
