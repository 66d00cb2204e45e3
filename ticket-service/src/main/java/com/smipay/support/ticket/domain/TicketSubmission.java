package com.smipay.support.ticket.domain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.SupportType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a ticket was opened with. None of it ever changes, until whoever opened it is erased.
///
/// A ticket that was made of a conversation has the conversation's first message, which stands there already; its
/// description is no message (`live-chat-api.md`, Settled readings 9).
///
/// @param number for example `SMI-2026-000001`
/// @param subject trimmed
/// @param description exactly as sent: the text of the first message of a ticket that began as one
/// @param email the contact email as it was then, trimmed and in lower case; of the first message's sender too
/// @param phoneNumber the contact's as it was then, in E.164; of a ticket that was read again the present one
/// @param senderId the account behind the token that it was opened with; null for a guest
/// @param senderName as known when it was opened
/// @param clientId by which the sender's app knows the first message (`decisions.md` 64); null where it gave none
/// @param conversationsFirst the first message of the conversation that it was made of; null where it began as a ticket
public record TicketSubmission(
        UUID id,
        String number,
        String subject,
        String description,
        SupportType supportType,
        String email,
        @Nullable String phoneNumber,
        @Nullable String relatedTransactionId,
        UUID firstMessageId,
        @Nullable String senderId,
        @Nullable String senderName,
        Instant createdAt,
        @Nullable String clientId,
        @JsonIgnore @Nullable MessageState conversationsFirst) {

    /// Of a ticket that begins as one.
    public TicketSubmission(
            UUID id,
            String number,
            String subject,
            String description,
            SupportType supportType,
            String email,
            @Nullable String phoneNumber,
            @Nullable String relatedTransactionId,
            UUID firstMessageId,
            @Nullable String senderId,
            @Nullable String senderName,
            Instant createdAt,
            @Nullable String clientId) {
        this(
                id,
                number,
                subject,
                description,
                supportType,
                email,
                phoneNumber,
                relatedTransactionId,
                firstMessageId,
                senderId,
                senderName,
                createdAt,
                clientId,
                null);
    }

    /// Without whoever opened it, and without their words.
    TicketSubmission erased() {
        return new TicketSubmission(
                id,
                number,
                Owner.ERASED_TEXT,
                Owner.ERASED_TEXT,
                supportType,
                "",
                null,
                null,
                firstMessageId,
                null,
                null,
                createdAt,
                null,
                conversationsFirst == null ? null : erased(conversationsFirst));
    }

    private static MessageState erased(MessageState message) {
        return new MessageState(
                message.id(),
                message.seq(),
                Owner.ERASED_TEXT,
                message.isFromUser(),
                message.isInternal(),
                null,
                null,
                null,
                message.createdAt());
    }

    /// The first message of the ticket's conversation.
    MessageState firstMessage() {
        return conversationsFirst == null
                ? new MessageState(
                        firstMessageId, 1, description, true, false, senderId, senderName, email, createdAt, clientId)
                : conversationsFirst;
    }

    /// Of the conversation that it was made of, which is the ticket's own id; null where it began as a ticket.
    @JsonIgnore
    public @Nullable UUID conversationId() {
        return conversationsFirst == null ? null : id;
    }
}
