package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.SupportEvent;
import org.jspecify.annotations.Nullable;

/// A message or note that stands in its conversation, with the event that tells of it.
///
/// @param told in the outbox: of a chat without a ticket the chat's own event
public record WrittenMessage(OutboxEvent<SupportEvent> told) {
    static WrittenMessage of(OutboxEvent<SupportEvent> told) {
        return new WrittenMessage(told);
    }

    public EventEnvelope envelope() {
        return told.envelope();
    }

    /// By which it is shown.
    public @Nullable String senderName() {
        return told.senderName();
    }

    /// Reads it out of the event; who only passes that on need not.
    public MessageState message() {
        return switch (told.event()) {
            case MessageEvent.Posted posted -> posted.message();
            case ConversationEvent.MessagePosted posted -> posted.message();
            default ->
                throw new IllegalStateException(
                        "The database made no message: " + envelope().type());
        };
    }
}
