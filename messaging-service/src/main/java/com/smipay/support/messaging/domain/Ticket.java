package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What this service knows of a ticket beside whose it is: the ticket service's facts at one version, and the rating.
///
/// @param version of the ticket service; a newer event replaces the copy
/// @param description of a ticket that was made of a chat; null for every other one, whose first message it is
/// @param resolutionNotes of a settled ticket, for its user too (`decisions.md` 61)
/// @param statusChangedAt of the last change of status, the opening included
/// @param rating 1 to 5, null until rated
public record Ticket(
        UUID id,
        String number,
        long version,
        String subject,
        @Nullable String description,
        SupportType supportType,
        TicketStatus status,
        Priority priority,
        @Nullable String relatedTransactionId,
        @Nullable String resolutionNotes,
        @Nullable Integer rating,
        Instant createdAt,
        Instant statusChangedAt) {}
