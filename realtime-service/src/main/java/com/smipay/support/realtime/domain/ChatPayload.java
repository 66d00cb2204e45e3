package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands in the pushes about conversations, field for field as `live-chat-api.md`, Socket.IO, prints it.
///
/// Where users and admins see different things there are two records: no field can be left in by mistake.
public sealed interface ChatPayload extends Payload {
    /// Of `conversation_created`.
    ///
    /// @param email null where nobody knows one
    /// @param firstMessage its beginning, by the rule of [com.smipay.support.contracts.event.Preview]
    record Created(
            UUID id,
            @Nullable String userId,
            @Nullable String email,
            ConversationStatus status,
            Instant createdAt,
            String firstMessage)
            implements ChatPayload {}

    /// A `conversation_updated` about a message.
    ///
    /// @param event `new_user_message`, `new_reply` or `own_message`
    record MessageNotice(UUID conversationId, String event, Preview message) implements ChatPayload {}

    /// Of `conversation_claimed`, to everybody in the room.
    record Claimed(
            UUID conversationId,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName) implements ChatPayload {}

    /// A `conversation_updated` about whose it is, for admins.
    ///
    /// @param event `claimed`, `handover_accepted`, `handover_rejected` or `unassigned`
    /// @param assignedTo null while nobody has it, as the name is
    record AssignmentForAdmins(
            UUID conversationId,
            String event,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName) implements ChatPayload {}

    /// The same for its owner, who need not know the agent's id.
    ///
    /// @param event `claimed`, `handover_completed` or `unassigned`
    record AssignmentForOwner(
            UUID conversationId, String event, @Nullable String assignedAdminName) implements ChatPayload {}

    /// Of `conversation_closed`.
    record Closed(UUID conversationId) implements ChatPayload {}

    /// A `conversation_updated` that says no more than what happened.
    ///
    /// @param event `closed`
    record Notice(UUID conversationId, String event) implements ChatPayload {}

    /// Of `handover_requested`.
    record HandoverRequested(
            UUID handoverId,
            UUID conversationId,
            String fromAdminId,
            String fromAdminName,
            @Nullable String reason) implements ChatPayload {}

    /// Of `handover_resolved`.
    record HandoverResolved(UUID handoverId, UUID conversationId, HandoverStatus status, String toAdminName)
            implements ChatPayload {}

    /// Of `ticket_created_from_conversation`.
    record TicketMade(UUID conversationId, MadeTicket ticket) implements ChatPayload {}

    /// The ticket in it.
    record MadeTicket(
            UUID id,
            String ticketNumber,
            String subject,
            SupportType supportType,
            Priority priority,
            TicketStatus status) {}

    /// A `conversation_updated` that tells the owner of the ticket.
    ///
    /// @param event `ticket_created`
    record TicketNotice(UUID conversationId, String event, String ticketNumber) implements ChatPayload {}
}
