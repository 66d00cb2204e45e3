package com.smipay.support.messaging.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket with the state of its conversation, as one look at the database found it. It always has its opening
/// message.
///
/// @param visibleCount messages that the user may see
/// @param newest the newest message that the user may see
/// @param lastReplyAt when support last answered visibly
/// @param readMark how far the user has read; null for nothing
public record Conversation(
        Ticket ticket,
        long visibleCount,
        Newest newest,
        @Nullable Instant lastReplyAt,
        @Nullable ReadMark readMark) {

    public record Newest(UUID id, long seq, Instant createdAt) {}

    /// @param seq of the newest message that is read
    public record ReadMark(UUID messageId, long seq, Instant at) {}

    /// The last thing that a user can see to have happened: a change of the ticket, or a visible message.
    public Instant updatedAt() {
        return newest.createdAt().isAfter(ticket.updatedAt()) ? newest.createdAt() : ticket.updatedAt();
    }

    /// A mark only moves forward (`decisions.md` 38).
    public boolean isReadUpTo(long seq) {
        return readMark != null && readMark.seq() >= seq;
    }
}
