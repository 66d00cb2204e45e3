package com.smipay.support.messaging.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.outbox.OutboxInsert;
import com.smipay.support.kit.telemetry.Correlation;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that stands in the outbox, with the very data that stands there: what is told is what is published.
///
/// @param kind of the event
public record Announced<E extends SupportEvent>(EventEnvelope envelope, Class<E> kind) {
    private static final String SOURCE = "/messaging-service";

    /// Reads it out of its data; who only passes it on need not.
    public E event() {
        if (EventCodec.decode(envelope) instanceof Decoded.Known known && kind.isInstance(known.event())) {
            return kind.cast(known.event());
        }
        throw new IllegalStateException("The database made no " + envelope.type());
    }

    /// The end of every statement that decides. It selects from `changed`, and so takes its place in the outbox after
    /// the lock; it gives the event's data and time back.
    ///
    /// @param data the event as a `jsonb` expression over `changed`
    static String insertOf(String data) {
        return """
                , announced as (
                    insert into outbox (%s)
                    select :topic, cast(:event_id as uuid), :type, :source, cast(changed.ticket_id as text), changed.at,
                           cast(:traceparent as text), cast(:request_id as text), cast(%s as text)
                    from changed
                    returning time, data
                )
                select time, data from announced
                """.formatted(OutboxInsert.COLUMNS, data);
    }

    /// Adds the parameters of [#insertOf] with an id of the event's own.
    static UUID stamp(Map<String, @Nullable Object> params, EventType type) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Correlation correlation = Correlation.current();
        params.put("topic", type.topic());
        params.put("event_id", id);
        params.put("type", type.wire());
        params.put("source", SOURCE);
        params.put("traceparent", correlation.traceparent());
        params.put("request_id", correlation.requestId());
        return id;
    }

    /// Reads what [#insertOf] gave back.
    static <E extends SupportEvent> Announced<E> read(
            Row row, Map<String, @Nullable Object> params, UUID id, EventType type, Class<E> kind) {
        EventEnvelope envelope = new EventEnvelope(
                id,
                type.wire(),
                SOURCE,
                String.valueOf(params.get("ticket_id")),
                row.instant("time"),
                String.valueOf(params.get("traceparent")),
                String.valueOf(params.get("request_id")),
                row.text("data"));
        return new Announced<>(envelope, kind);
    }

    /// For a `jsonb` parameter; null for SQL's null.
    static @Nullable String json(@Nullable Object part) {
        try {
            return part == null ? null : Json.mapper().writeValueAsString(part);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A part of an event that JSON can't carry: " + part.getClass(), e);
        }
    }
}
