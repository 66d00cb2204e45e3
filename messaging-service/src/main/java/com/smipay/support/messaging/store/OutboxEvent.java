package com.smipay.support.messaging.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.outbox.OutboxInsert;
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
        if (EventCodec.decode(envelope) instanceof Decoded.Known known && kind.isInstance(known.event())) {
            return kind.cast(known.event());
        }
        throw new IllegalStateException("The database made no " + envelope.type());
    }

    /// The end of every statement that decides. It selects from `changed`, which has the columns of
    /// [ExpectedVersion#lock], and so
    /// takes its places in the outbox after the locks; it gives each event's data and time back.
    ///
    /// @param data the event as a `jsonb` expression over `changed`
    /// @param senderName likewise, the name that it shows
    static String insertOf(EventType type, String data, String senderName) {
        return insertOf(type.topic(), "'" + type.wire() + "'", data, senderName);
    }

    /// The same where the conversation tells which event it is.
    ///
    /// @param type a `text` expression over `changed`
    static String insertOf(String topic, String type, String data, String senderName) {
        String values = """
                '%s', changed.event_id, %s, '%s', cast(changed.ticket_id as text), changed.at,
                changed.traceparent, changed.request_id, cast(%s as text)""".formatted(topic, type, SOURCE, data);
        return """
                , announced as (
                %s
                    returning event_id, type, time, data
                )
                select event_id, announced.type, announced.time, announced.data, %s as shown_name
                from announced
                join changed using (event_id)
                """.formatted(OutboxInsert.select(values, "changed"), senderName);
    }

    /// Of a message or a read mark, over `changed` with the columns of [ExpectedVersion#lock]: a chat's own until there
    /// is
    /// a ticket, whose service keeps a copy of the other ones.
    static String typeByTicket(EventType withTicket, EventType withoutTicket) {
        return "case when changed.chat_version is null or changed.ticket_version > 0 then '%s' else '%s' end"
                .formatted(withTicket.wire(), withoutTicket.wire());
    }

    /// A column `about` for the same two: the parts of the event that tell the conversation, as it is after an update
    /// of
    /// `c` that returns it beside `s`.
    static final String ABOUT = """
            case when s.chat_version is null then jsonb_build_object('conversation', conversation_state(c))
                 when s.ticket_version > 0
                     then jsonb_build_object('conversation', conversation_state(c), 'chat', chat_state(c))
                 else jsonb_build_object('conversation', chat_state(c)) end as about""";

    /// Reads what [#insertOf] gave back.
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
