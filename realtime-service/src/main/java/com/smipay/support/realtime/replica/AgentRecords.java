package com.smipay.support.realtime.replica;

import com.smipay.support.kit.identity.RecordPosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the identity topic has told of people since this instance started: a peer's copy may be a moment behind it.
/// Which of two records is the newer one is decided as in the peers' copies, also where they stand in two partitions.
/// Remembers those who were told of last. Safe for all threads.
final class AgentRecords {
    private static final int MOST_REMEMBERED = 50_000;

    private record Told(RecordPosition position, boolean isGone) {}

    private final Map<String, Told> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /// @return whether it is newer than what was told of this person before
    synchronized boolean remember(String userId, RecordPosition position, boolean isGone) {
        Told known = newest.get(userId);
        if (known != null && !position.isNewerThan(known.position())) {
            return false;
        }
        newest.put(userId, new Told(position, isGone));
        return true;
    }

    /// Empty for somebody of whom nothing was told.
    synchronized Optional<Boolean> isGone(String userId) {
        return Optional.ofNullable(newest.get(userId)).map(Told::isGone);
    }
}
