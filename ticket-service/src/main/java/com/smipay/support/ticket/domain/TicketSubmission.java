package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.vocabulary.SupportType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a ticket was opened with. None of it ever changes.
///
/// @param number for example `SMI-2026-000001`
/// @param subject trimmed
/// @param description exactly as sent: the text of the first message
/// @param email the contact email as it was then, trimmed and in lower case; of the first message's sender too
/// @param phoneNumber the contact's as it was then, in E.164; of a ticket that was read again the present one
/// @param senderId the account behind the token that it was opened with; null for a guest
/// @param senderName as known when it was opened
/// @param clientId by which the sender's app knows the first message (`decisions.md` 64); null where it gave none
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
        @Nullable String clientId) {}
