package com.smipay.support.realtime.replica;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the identity topic has told of people since this instance started: a peer's copy may be a moment behind it.
/// Remembers those who were told of last. Safe for all threads.
final class AgentRecords {
    private static final int MOST_REMEMBERED = 50_000;

    private final Map<String, Boolean> gone = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    synchronized void remember(String userId, boolean isGone) {
        gone.put(userId, isGone);
    }

    /// Empty for somebody of whom nothing was told.
    synchronized Optional<Boolean> isGone(String userId) {
        return Optional.ofNullable(gone.get(userId));
    }
}
