package com.smipay.support.realtime.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands in the pushes, field for field as the documents print it (`admin-api.md`, Socket.IO;
/// `support-api.md`, Server Events).
public sealed interface Payload {
    record TicketCreated(
            UUID id,
            String ticketNumber,
            String subject,
            SupportType supportType,
            Priority priority,
            String email,
            Instant createdAt)
            implements Payload {}

    /// A `ticket_updated` that says no more than what happened.
    ///
    /// @param event `contact_changed` or `opened_for_you`
    record TicketNotice(UUID ticketId, String ticketNumber, String event) implements Payload {}

    /// A `ticket_updated` about a message.
    ///
    /// @param event `new_user_message`, `new_reply` or `own_message`
    record MessageNotice(UUID ticketId, String ticketNumber, String event, Preview message) implements Payload {}

    /// @param preview of the text, by the rule of [com.smipay.support.contracts.event.Preview]
    record Preview(UUID id, String preview, @Nullable String senderName, Instant createdAt) {}

    record AssignmentNotice(
            UUID ticketId,
            String ticketNumber,
            String event,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName)
            implements Payload {}

    record StatusNotice(
            UUID ticketId,
            String ticketNumber,
            String event,
            TicketStatus oldStatus,
            TicketStatus newStatus,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resolutionNotes)
            implements Payload {}

    record NewMessage(UUID ticketId, Message message) implements Payload {}

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
            implements Payload {}

    record Assignment(
            UUID ticketId,
            String ticketNumber,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName) implements Payload {}

    /// @param userId null where the reader is nobody's account
    record MessagesRead(UUID ticketId, @Nullable String userId, UUID lastMessageId, Instant readAt)
            implements Payload {}

    /// Of `typing` and `stop_typing`.
    record Typing(UUID ticketId, String userId, boolean isAdmin) implements Payload {}
}
