package com.smipay.support.kit.compare;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.ConversationState.NewestMessage;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing in a page of states: as much as shows whether a copy is what its owner has. Both make it of the same
/// parts, those that every copy keeps.
///
/// @param version which a copy may be behind for a moment, and never ahead
/// @param hash of the parts
public record StateLine(UUID id, long version, String hash) {
    private static final int HASH_BYTES = 8;

    /// That of a copy which lacks a part of what it should have: like no other.
    private static final String INCOMPLETE = "incomplete";

    /// A ticket. Every decision raises its version, so that is a part.
    public static StateLine ticket(UUID id, long version, String number, Owner owner, TicketStatus status) {
        return new StateLine(
                id, version, hash(version, number, owner.userId(), owner.email(), owner.name(), status.wire()));
    }

    public static StateLine of(TicketState ticket) {
        return ticket(ticket.id(), ticket.version(), ticket.ticketNumber(), ticket.owner(), ticket.status());
    }

    /// A conversation. Its revision is no part: one that begins once more after a restore has another one.
    ///
    /// @param newestAt of the newest message that the user may see, as the parts before it
    public static StateLine conversation(
            UUID id,
            long revision,
            long seq,
            long visibleCount,
            long newestSeq,
            String preview,
            boolean isFromUser,
            Instant newestAt,
            @Nullable Instant lastReplyAt,
            long readSeq) {
        return new StateLine(
                id, revision, hash(seq, visibleCount, newestSeq, preview, isFromUser, newestAt, lastReplyAt, readSeq));
    }

    /// Empty messages are none: a conversation without a newest one is told by nobody.
    public static StateLine of(ConversationState state) {
        NewestMessage newest = state.newest();
        return newest == null
                ? incomplete(state.ticketId(), state.revision())
                : conversation(
                        state.ticketId(),
                        state.revision(),
                        state.seq(),
                        state.visibleCount(),
                        newest.seq(),
                        newest.preview(),
                        newest.isFromUser(),
                        newest.createdAt(),
                        state.lastReplyAt(),
                        state.readSeq());
    }

    /// A rating, given once and for all in its epoch.
    public static StateLine rating(UUID ticketId, long epoch, int stars) {
        return new StateLine(ticketId, epoch, hash(stars));
    }

    public static StateLine of(RatingEvent.Rated rated) {
        return rating(rated.ticketId(), rated.inEpoch(), rated.rating());
    }

    /// A copy that lacks something.
    public static StateLine incomplete(UUID id, long version) {
        return new StateLine(id, version, INCOMPLETE);
    }

    private static String hash(@Nullable Object... parts) {
        String text = Arrays.stream(parts)
                .map(part -> part == null ? "" : part.toString().length() + ":" + part)
                .collect(Collectors.joining(","));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
