package com.smipay.support.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the rating service accepted.
public sealed interface RatingEvent extends SupportEvent {
    /// A ticket is rated once and for all.
    ///
    /// @param ticketVersion the version of the ticket that the rating service knew
    /// @param rating 1 to 5
    /// @param claimedBy the user whose token bound an unclaimed ticket by rating it
    record Rated(
            UUID ticketId,
            String ticketNumber,
            long ticketVersion,
            Owner owner,
            int rating,
            @Nullable String feedback,
            Instant createdAt,
            @Nullable Actor claimedBy)
            implements RatingEvent {}
}
