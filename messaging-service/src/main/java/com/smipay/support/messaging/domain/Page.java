package com.smipay.support.messaging.domain;

import org.jspecify.annotations.Nullable;

/// Which part of a conversation: the newest messages up to a place in it, read backwards, shown oldest first
/// (`decisions.md` 19).
///
/// @param upTo the highest `seq` that may stand in it
/// @param limit at the most so many; null for all of them
public record Page(long upTo, @Nullable Integer limit) {
    public static final int MAX_LIMIT = 500;

    /// As far as the conversation had come when it was looked at, so that the messages fit the count beside them.
    public static Page newest(Conversation conversation, @Nullable Integer limit) {
        return new Page(conversation.newest().seq(), limit);
    }

    /// What stands before the message of this `seq`.
    public static Page before(long seq, @Nullable Integer limit) {
        return new Page(seq - 1, limit);
    }
}
