package com.smipay.support.kit.db;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Work on many rows, each by itself: one that somebody holds is left for the next time, and the others are done
/// (`decisions.md` 57).
public final class RowByRow {
    /// That are waited for, each as long as PostgreSQL waits for a row.
    private static final int MOST_HELD = 3;

    private RowByRow() {}

    /// @throws DatabaseUnavailableException when a row was left, or the rest can't be done now
    public static <T> void each(Iterable<T> rows, Consumer<T> work) {
        @Nullable DatabaseUnavailableException left = null;
        int held = 0;
        for (T row : rows) {
            try {
                work.accept(row);
            } catch (DatabaseUnavailableException e) {
                held++;
                if (!e.isRowHeld() || held == MOST_HELD) {
                    throw e;
                }
                left = e;
            }
        }
        if (left != null) {
            throw left;
        }
    }
}
