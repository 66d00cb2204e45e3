package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The whole ticket at one version; a copy takes what is newer and ignores the rest. Nothing here tells where the
/// owner's device or address is.
///
/// @param version starts at 1 and rises by one with every decision of the ticket service; after a restore it goes on
///     from the epoch that began then (ADR 0055)
/// @param statusVersion the version at which the status last changed
/// @param guestProof what the creating device can prove for a ticket made without a token: hex
///     `HMAC-SHA256(guest.proof-key, id + ":" + x-device-id)`; null once claimed, or when made with a token
/// @param assignedAdminName a name, else the email, else `Support` (`decisions.md` 48); null while nobody is assigned,
///     and in events of before that decision
/// @param ownerVersion the version at which the owner last changed: a copy gives up an owner that it bound by itself
///     only for an event in which this is greater than what it knew then; null in events of before 2026-12
/// @param statusChangedAt when the status last changed, the opening included; null in events of before 2026-12
/// @param conversationId of the chat that it was made of, which is its own id; null and left out for a ticket that
///     began as one
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
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long ownerVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant statusChangedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID conversationId) {
    /// A ticket that began as one.
    public TicketState(
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
            Instant updatedAt,
            @Nullable Long ownerVersion,
            @Nullable Instant statusChangedAt) {
        this(
                id,
                ticketNumber,
                version,
                statusVersion,
                owner,
                subject,
                description,
                supportType,
                status,
                priority,
                phoneNumber,
                relatedTransactionId,
                assignedTo,
                assignedAdminName,
                resolutionNotes,
                guestProof,
                createdAt,
                updatedAt,
                ownerVersion,
                statusChangedAt,
                null);
    }

    /// What the copies compare; below every version where an older peer says nothing of it.
    @JsonIgnore
    public long ownerChangedIn() {
        return ownerVersion == null ? 0 : ownerVersion;
    }
}
