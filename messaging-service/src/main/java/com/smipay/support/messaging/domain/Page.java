package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.MessageState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which part of a conversation: the newest messages up to a place in it, read backwards, shown oldest first
/// (`decisions.md` 19). It ends earlier where it would be too long (`decisions.md` 56).
///
/// @param upTo the highest `seq` that may stand in it
/// @param limit at the most so many
public record Page(long upTo, int limit) {
    public static final int MAX_LIMIT = 500;

    /// Of the messages' JSON: a mebibyte, less what stands around them.
    public static final int MAX_BYTES = 960 * 1024;

    /// As far as the conversation had come when it was looked at, so that the messages fit the count beside them.
    ///
    /// @param limit null where the caller set none
    public static Page newest(Conversation conversation, @Nullable Integer limit) {
        return upTo(conversation.newest().seq(), limit);
    }

    /// The same with notes among the messages.
    public static Page newestWithNotes(Conversation conversation, @Nullable Integer limit) {
        return upTo(conversation.seq(), limit);
    }

    /// What stands before the message of this `seq`.
    public static Page before(long seq, @Nullable Integer limit) {
        return upTo(seq - 1, limit);
    }

    private static Page upTo(long seq, @Nullable Integer limit) {
        return new Page(seq, limit == null ? MAX_LIMIT : limit);
    }

    /// Whether others stand before these, oldest first: the opening message, which everybody may see, is the first.
    public static boolean hasMore(List<MessageState> messages) {
        return !messages.isEmpty() && messages.getFirst().seq() > 1;
    }
}
