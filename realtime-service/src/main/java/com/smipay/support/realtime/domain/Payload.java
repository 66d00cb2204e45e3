package com.smipay.support.realtime.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands in the pushes, field for field as the documents print it (`admin-api.md`, Socket.IO;
/// `support-api.md`, Server Events; `live-chat-api.md`, Socket.IO). What only conversations have is in [ChatPayload].
public sealed interface Payload permits ChatPayload, Payload.OfTicket {
    /// About a ticket, or about a room that may be a ticket's, a conversation's, or both.
    sealed interface OfTicket extends Payload {}

    /// @param email null where nobody knows one
    /// @param conversationId of the chat that it was made of; left out for a ticket that began as one
    record TicketCreated(
            UUID id,
            String ticketNumber,
            String subject,
            SupportType supportType,
            Priority priority,
            @Nullable String email,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID conversationId)
            implements OfTicket {}

    /// A `ticket_updated` that says no more than what happened.
    ///
    /// @param event `contact_changed` or `opened_for_you`
    record TicketNotice(UUID ticketId, String ticketNumber, String event) implements OfTicket {}

    /// A `ticket_updated` about a message.
    ///
    /// @param event `new_user_message`, `new_reply` or `own_message`
    record MessageNotice(UUID ticketId, String ticketNumber, String event, Preview message) implements OfTicket {}

    /// @param preview of the text, by the rule of [com.smipay.support.contracts.event.Preview]
    record Preview(UUID id, String preview, @Nullable String senderName, Instant createdAt) {}

    record AssignmentNotice(
            UUID ticketId,
            String ticketNumber,
            String event,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName)
            implements OfTicket {}

    record StatusNotice(
            UUID ticketId,
            String ticketNumber,
            String event,
            TicketStatus oldStatus,
            TicketStatus newStatus,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resolutionNotes)
            implements OfTicket {}

    /// @param conversationId left out where the ticket began as one
    /// @param ticketId left out while no ticket is made of the conversation
    record NewMessage(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID conversationId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID ticketId,

            Message message)
            implements OfTicket {}

    /// @param senderEmail null where nobody knows one
    /// @param attachments always null for now (`decisions.md` 40)
    /// @param clientId by which its sender's app knows it; left out where it gave none (`decisions.md` 64)
    record Message(
            UUID id,
            String message,
            boolean isFromUser,
            boolean isInternal,
            @Nullable String senderName,
            @Nullable String senderEmail,
            @Nullable Object attachments,
            @JsonProperty("createdAt") Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientId) {}

    record StatusChange(
            UUID ticketId,
            String ticketNumber,
            TicketStatus oldStatus,
            TicketStatus newStatus,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resolutionNotes)
            implements OfTicket {}

    record Assignment(
            UUID ticketId,
            String ticketNumber,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName) implements OfTicket {}

    /// @param ticketId and the next as in [NewMessage]
    /// @param userId null where the reader is nobody's account
    record MessagesRead(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID ticketId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID conversationId,

            @Nullable String userId,
            UUID lastMessageId,
            Instant readAt)
            implements OfTicket {}

    /// Of `typing` and `stop_typing`.
    ///
    /// @param conversationId and the next as in [NewMessage]
    record Typing(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID conversationId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID ticketId,

            String userId,
            boolean isAdmin)
            implements OfTicket {}

    /// @param conversationId and the next as in [NewMessage]
    /// @param agents the user ids of all who have it open, each once
    record AgentsLooking(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID conversationId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID ticketId,

            List<String> agents)
            implements OfTicket {}
}
