package com.smipay.support.kit.db;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deletes what is old in portions, each in a transaction of its own: one statement over a table that has grown too
/// large for the statement timeout (ADR 0049) would be rolled back each time, and the table would only grow. A turn is
/// brief, for other chores wait for it.
public final class Portions {
    private static final int BATCH = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Portions() {}

    /// Until nothing is left or a turn's time is over; the next turn goes on where this one stops.
    ///
    /// @param delete a whole statement over `:batch` that deletes so many rows at the most
    public static void delete(Statements statements, String delete, Map<String, ? extends @Nullable Object> params) {
        Map<String, @Nullable Object> all = new HashMap<>(params);
        all.put("batch", BATCH);
        long until = System.nanoTime() + LONGEST.toNanos();
        long deleted = BATCH;
        while (deleted == BATCH && System.nanoTime() - until < 0) {
            deleted = statements.update(delete, all);
        }
    }
}
