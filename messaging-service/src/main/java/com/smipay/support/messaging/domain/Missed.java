package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.MessageState;
import java.util.List;

/// What somebody missed since a message (`decisions.md` 27); as much of it as fits into one answer (`decisions.md` 56).
///
/// @param messages oldest first, as the one who missed them may see them
/// @param more whether there are others behind these
public record Missed(List<MessageState> messages, boolean more) {
    /// At the most so many at once.
    public static final int MOST = 200;

    /// @param newest the place of the newest that there was
    public static Missed of(List<MessageState> found, long newest) {
        return new Missed(found, !found.isEmpty() && found.getLast().seq() < newest);
    }
}
