package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.SupportEvent;
import java.time.Instant;
import java.util.UUID;

/// A read mark that was moved, with the event that tells of it.
///
/// @param told in the outbox: of a chat without a ticket the chat's own event
public record MovedMark(OutboxEvent<SupportEvent> told) {
    /// Where it stands now.
    public record Place(UUID lastMessageId, Instant readAt) {}

    public EventEnvelope envelope() {
        return told.envelope();
    }

    public Place place() {
        return switch (told.event()) {
            case MessageEvent.Read read -> new Place(read.lastMessageId(), read.readAt());
            case ConversationEvent.MessagesRead read -> new Place(read.lastMessageId(), read.readAt());
            default ->
                throw new IllegalStateException(
                        "The database moved no mark: " + envelope().type());
        };
    }
}
