package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened in a conversation, each with the conversation's state after it.
public sealed interface MessageEvent extends SupportEvent {
    ConversationState conversation();

    /// The user whose token bound an unclaimed ticket by this act; null for every other act.
    @Nullable Actor claimedBy();

    @Override
    @JsonIgnore
    default UUID ticketId() {
        return conversation().ticketId();
    }

    /// A user's message, a visible reply, or an internal note.
    record Posted(
            ConversationState conversation,
            MessageState message,
            @Nullable Actor claimedBy) implements MessageEvent {
        @Override
        @JsonIgnore
        public EventType type() {
            return EventType.MESSAGE_POSTED;
        }
    }

    /// @param userId null for a guest
    /// @param lastMessageId the newest visible message that is now read
    record Read(
            ConversationState conversation,
            @Nullable String userId,
            UUID lastMessageId,
            Instant readAt,
            @Nullable Actor claimedBy)
            implements MessageEvent {
        @Override
        @JsonIgnore
        public EventType type() {
            return EventType.MESSAGES_READ;
        }
    }
}
