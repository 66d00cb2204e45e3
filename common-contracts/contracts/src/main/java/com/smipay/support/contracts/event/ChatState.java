package com.smipay.support.contracts.event;

import com.smipay.support.contracts.event.ConversationState.NewestMessage;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation that began as a chat, right after a decision (`live-chat-api.md`).
///
/// @param conversationId also the id of the ticket that is made of it, where one is
/// @param version starts at 1 and rises by one with every decision about the chat; messages and read marks leave it
/// @param revision rises by one with every event of the conversation, and after a restore both go on from the epoch
///     that began then (ADR 0055): what copies and sockets compare
/// @param owner with an empty email where nobody knows one
/// @param assignedAdminName the agent's own: a name, else the email, else `Support` (`decisions.md` 48)
/// @param seq the place of the newest message, notes included
/// @param visibleCount messages that the user may see
/// @param newest the newest message that the user may see
/// @param updatedAt of the newest visible message, or of a newer decision
/// @param ticket null until one is made of it
public record ChatState(
        UUID conversationId,
        long version,
        long revision,
        Owner owner,
        ConversationStatus status,
        @Nullable String assignedTo,
        @Nullable String assignedAdminName,
        long seq,
        long visibleCount,
        NewestMessage newest,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt,
        @Nullable ChatTicket ticket) {

    /// The ticket that was made of a chat.
    ///
    /// @param version of the ticket service that the messaging service knew
    public record ChatTicket(UUID id, String ticketNumber, long version, Instant createdAt) {}
}
