package com.smipay.support.messaging.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Row;
import org.jspecify.annotations.Nullable;

/// An event that stands in the outbox, with the very data that stands there: what is told is what is published.
///
/// @param kind of the event
/// @param senderName by which its message is shown, where it is a message's
public record OutboxEvent<E extends SupportEvent>(
        EventEnvelope envelope, Class<E> kind, @Nullable String senderName) {
    private static final String SOURCE = "/messaging-service";

    /// Reads it out of its data; who only passes it on need not.
    public E event() {
        return EventCodec.decode(envelope, kind)
                .orElseThrow(() -> new IllegalStateException("The database made no " + envelope.type()));
    }

    /// Reads what a statement that decides gives back of the event that it has put into the outbox.
    ///
    /// @param seen that the event is about
    static <E extends SupportEvent> OutboxEvent<E> read(Row row, ExpectedVersion seen, Class<E> kind) {
        EventEnvelope envelope = new EventEnvelope(
                seen.eventId(),
                row.text("type"),
                SOURCE,
                seen.ticketId().toString(),
                row.instant("time"),
                seen.traceparent(),
                seen.requestId(),
                row.text("data"));
        return new OutboxEvent<>(envelope, kind, row.textOrNull("shown_name"));
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
