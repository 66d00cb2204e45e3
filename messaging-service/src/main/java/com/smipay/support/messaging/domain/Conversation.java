package com.smipay.support.messaging.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket with the state of its conversation, as one look at the database found it. It always has its opening
/// message.
///
/// @param seq of the newest message or note: there are as many
/// @param visibleCount messages that the user may see
/// @param newest the newest message that the user may see
/// @param lastReplyAt when support last answered visibly
/// @param readMark how far the user has read; null for nothing
/// @param emailsRefusedFor for how long no email is compared, after too many wrong ones; null where one is
public record Conversation(
        Ticket ticket,
        long seq,
        long visibleCount,
        Newest newest,
        @Nullable Instant lastReplyAt,
        @Nullable ReadMark readMark,
        @Nullable Duration emailsRefusedFor) {
    /// Messages and notes of a ticket (`decisions.md` 56).
    public static final int MOST_MESSAGES = 5_000;

    public record Newest(UUID id, long seq, Instant createdAt) {}

    /// @param seq of the newest message that is read
    public record ReadMark(UUID messageId, long seq, Instant at) {}

    /// The last thing that a user would call news: a change of status, or a visible message (`decisions.md` 59).
    public Instant updatedAt() {
        return newest.createdAt().isAfter(ticket.statusChangedAt()) ? newest.createdAt() : ticket.statusChangedAt();
    }

    /// Whether it takes nothing more.
    public boolean isFull() {
        return seq >= MOST_MESSAGES;
    }

    /// A mark only moves forward (`decisions.md` 38).
    public boolean isReadUpTo(long seq) {
        return readMark != null && readMark.seq() >= seq;
    }
}
