package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A ticket's status with what goes with it (`decisions.md` 39).
///
/// @param statusVersion the ticket's version at which the status last changed
/// @param changedAt when the status last changed, the opening included
/// @param resolvedAt when the first of `resolved` and `closed` was reached; null in every other status
/// @param resolvedBy who did that; null in every other status
/// @param resolutionNotes null in every other status
public record StatusDetails(
        TicketStatus status,
        long statusVersion,
        Instant changedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String resolutionNotes) {

    static StatusDetails initial(Instant openedAt) {
        return new StatusDetails(TicketStatus.PENDING, 1, openedAt, null, null, null);
    }

    /// @param by null where the system moves it, which never settles a ticket
    /// @param notes count only in a settled ticket; null leaves earlier ones
    StatusDetails moved(TicketStatus to, long version, @Nullable String by, @Nullable String notes, Instant at) {
        if (!to.isSettled()) {
            return new StatusDetails(to, version, at, null, null, null);
        }
        if (status.isSettled()) {
            return new StatusDetails(to, version, at, resolvedAt, resolvedBy, notes == null ? resolutionNotes : notes);
        }
        return new StatusDetails(to, version, at, at, by, notes);
    }

    /// Closed, where it was open, and without notes: who is erased waits for nothing any more.
    StatusDetails erased(long version, Instant at) {
        return status.isSettled()
                ? new StatusDetails(status, statusVersion, changedAt, resolvedAt, resolvedBy, null)
                : new StatusDetails(TicketStatus.CLOSED, version, at, at, null, null);
    }

    /// Corrected notes, which move nothing.
    StatusDetails noted(String notes) {
        return new StatusDetails(status, statusVersion, changedAt, resolvedAt, resolvedBy, notes);
    }
}
