package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the messaging service decided about a conversation that began as a chat (`live-chat-api.md`), each with the
/// conversation after it.
///
/// Messages and read marks are these events only until a ticket is made of the conversation; from then on they are
/// [MessageEvent]s with the chat in them, for the ticket service keeps a copy of those. All of them stand on one topic
/// under one key, so a conversation's events have one order.
public sealed interface ConversationEvent extends SupportEvent {
    ChatState conversation();

    /// The conversation's id, which is the id of its ticket too.
    @Override
    @JsonIgnore
    default UUID ticketId() {
        return conversation().conversationId();
    }

    /// @param message always `seq` 1
    record Opened(ChatState conversation, MessageState message) implements ConversationEvent {}

    /// A user's message, a visible reply, or an internal note.
    ///
    /// @param claimedBy the user whose token bound a guest's conversation by this message; null for every other one
    /// @param assignedByReply true where the reply took a conversation that was nobody's; null and left out where
    ///     not
    record MessagePosted(
            ChatState conversation,
            MessageState message,
            @Nullable Actor claimedBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean assignedByReply)
            implements ConversationEvent {
        /// Whether it says what [Claimed] says, too.
        public boolean claimsConversation() {
            return Boolean.TRUE.equals(assignedByReply);
        }
    }

    /// @param userId null for a guest
    /// @param lastMessageId the newest visible message that is now read
    /// @param claimedBy as above
    record MessagesRead(
            ChatState conversation,
            @Nullable String userId,
            UUID lastMessageId,
            Instant readAt,
            @Nullable Actor claimedBy)
            implements ConversationEvent {}

    /// An agent took it; the agent stands in the conversation.
    record Claimed(ChatState conversation, Actor by) implements ConversationEvent {}

    record HandoverRequested(ChatState conversation, HandoverState handover) implements ConversationEvent {}

    /// Where it was accepted, the conversation is the target's already.
    record HandoverResolved(ChatState conversation, HandoverState handover) implements ConversationEvent {}

    /// @param handover that was pending, and ended with it as rejected; null where none was
    record Closed(
            ChatState conversation, Actor by, @Nullable HandoverState handover) implements ConversationEvent {}

    /// Taken from an agent who is gone, or no admin any more (`live-chat-api.md`, rule 6). Nobody did it.
    ///
    /// @param from the agent before
    /// @param handover as above
    record Unassigned(
            ChatState conversation, String from, @Nullable HandoverState handover) implements ConversationEvent {}

    /// A conversation is rated once and for all, when it is closed.
    ///
    /// @param rating 1 to 5
    /// @param claimedBy as above
    record Rated(
            ChatState conversation,
            int rating,
            @Nullable String feedback,
            Instant createdAt,
            @Nullable Actor claimedBy) implements ConversationEvent {}

    /// The account that owned it is gone: it belongs to the person with its email (`decisions.md` 13). Of a
    /// conversation with a ticket the ticket service says so.
    ///
    /// @param from the account that owned it
    record Released(ChatState conversation, String from) implements ConversationEvent {}

    /// Whoever it belonged to was erased, and its messages with them (`privacy.md`, Erasure). Of a conversation
    /// with a ticket the ticket service says so. Nobody is shown it.
    record Erased(ChatState conversation) implements ConversationEvent {}

    /// The messaging service knows the ticket that was made of it. Brings the ticket service's copy up to date with
    /// what was written while the ticket was being made.
    ///
    /// @param state of the conversation, as message events carry it
    /// @param claimedBy the account that the conversation was bound to meanwhile, where the ticket was made for
    ///     none
    record TicketLinked(
            ChatState conversation,
            ConversationState state,
            @Nullable Actor claimedBy) implements ConversationEvent {}
}
