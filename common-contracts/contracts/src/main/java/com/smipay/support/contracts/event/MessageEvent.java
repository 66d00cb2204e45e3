package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened in a conversation, each with the conversation's state after it.
public sealed interface MessageEvent extends SupportEvent {
    ConversationState conversation();

    /// The user whose token bound an unclaimed ticket by this act; null for every other act.
    @Nullable Actor claimedBy();

    /// The chat that the ticket was made of; null, and left out, for a ticket that began as one.
    @Nullable ChatState chat();

    @Override
    @JsonIgnore
    default UUID ticketId() {
        return conversation().ticketId();
    }

    /// A user's message, a visible reply, or an internal note.
    ///
    /// @param assignedByReply true where the reply took a chat that was nobody's; null and left out elsewhere
    record Posted(
            ConversationState conversation,
            MessageState message,
            @Nullable Actor claimedBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ChatState chat,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean assignedByReply)
            implements MessageEvent {
        /// Of a ticket that began as one.
        public Posted(ConversationState conversation, MessageState message, @Nullable Actor claimedBy) {
            this(conversation, message, claimedBy, null, null);
        }

        /// Whether it says what [ConversationEvent.Claimed] says, too.
        public boolean claimsConversation() {
            return Boolean.TRUE.equals(assignedByReply);
        }
    }

    /// @param userId null for a guest
    /// @param lastMessageId the newest visible message that is now read
    record Read(
            ConversationState conversation,
            @Nullable String userId,
            UUID lastMessageId,
            Instant readAt,
            @Nullable Actor claimedBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ChatState chat)
            implements MessageEvent {
        /// Of a ticket that began as one.
        public Read(
                ConversationState conversation,
                @Nullable String userId,
                UUID lastMessageId,
                Instant readAt,
                @Nullable Actor claimedBy) {
            this(conversation, userId, lastMessageId, readAt, claimedBy, null);
        }
    }

    /// Nothing happened in it: its state is told once more, because a restored database began an epoch, or because a
    /// copy asked for it (ADR 0055). Nobody is shown it.
    ///
    /// @param claimedBy the account that the ticket belongs to here, for a copy that has not heard of that
    record Restated(
            ConversationState conversation,
            @Nullable Actor claimedBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ChatState chat)
            implements MessageEvent {}
}
