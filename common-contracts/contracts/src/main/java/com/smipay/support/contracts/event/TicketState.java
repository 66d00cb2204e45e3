package com.smipay.support.contracts.event;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The whole ticket at one version; a copy takes what is newer and ignores the rest. Nothing here tells where the
/// owner's device or address is.
///
/// @param version starts at 1 and rises by one with every decision of the ticket service
/// @param statusVersion the version at which the status last changed
/// @param guestProof what the creating device can prove for a ticket made without a token: hex
///     `HMAC-SHA256(guest.proof-key, id + ":" + x-device-id)`; null once claimed, or when made with a token
/// @param assignedAdminName null while nobody is assigned, or nobody has told us about the assignee
public record TicketState(
        UUID id,
        String ticketNumber,
        long version,
        long statusVersion,
        Owner owner,
        String subject,
        String description,
        SupportType supportType,
        TicketStatus status,
        Priority priority,
        @Nullable String phoneNumber,
        @Nullable String relatedTransactionId,
        @Nullable String assignedTo,
        @Nullable String assignedAdminName,
        @Nullable String resolutionNotes,
        @Nullable String guestProof,
        Instant createdAt,
        Instant updatedAt) {}
