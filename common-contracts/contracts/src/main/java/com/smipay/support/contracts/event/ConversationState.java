package com.smipay.support.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation right after a message or a read mark.
///
/// @param ticketVersion the version of the ticket that the messaging service knew when it decided
/// @param revision rises by one with every message, note and read mark, and after a restore goes on from the epoch that
///     began then (ADR 0055): what copies compare
/// @param seq the place of the newest message, notes included
/// @param visibleCount messages that the user may see
/// @param newest the newest message that the user may see
/// @param firstReplyAt when support first answered visibly
/// @param lastReplyAt when support last answered visibly
/// @param readSeq how far the user has read, 0 for nothing
/// @param readAt when the user last marked something read
public record ConversationState(
        UUID ticketId,
        String ticketNumber,
        long ticketVersion,
        Owner owner,
        long revision,
        long seq,
        long visibleCount,
        @Nullable NewestMessage newest,
        @Nullable Instant firstReplyAt,
        @Nullable Instant lastReplyAt,
        long readSeq,
        @Nullable Instant readAt) {

    /// @param preview the beginning of its text, by the rule of [Preview]
    public record NewestMessage(UUID id, long seq, String preview, boolean isFromUser, Instant createdAt) {}
}
