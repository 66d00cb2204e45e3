package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    /// @param epoch that the rating service's database was in (ADR 0055): a copy takes the rating of a later one;
    ///     null and left out where nothing was ever restored
    record Rated(
            UUID ticketId,
            String ticketNumber,
            long ticketVersion,
            Owner owner,
            int rating,
            @Nullable String feedback,
            Instant createdAt,
            @Nullable Actor claimedBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long epoch)
            implements RatingEvent {
        /// Where nothing was ever restored.
        public Rated(
                UUID ticketId,
                String ticketNumber,
                long ticketVersion,
                Owner owner,
                int rating,
                @Nullable String feedback,
                Instant createdAt,
                @Nullable Actor claimedBy) {
            this(ticketId, ticketNumber, ticketVersion, owner, rating, feedback, createdAt, claimedBy, null);
        }

        /// What the copies compare.
        public long inEpoch() {
            return epoch == null ? 0 : epoch;
        }
    }
}
