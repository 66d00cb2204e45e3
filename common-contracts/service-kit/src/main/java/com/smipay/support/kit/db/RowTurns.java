package com.smipay.support.kit.db;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A row that somebody holds delays what is about that row, and nothing else (`decisions.md` 57). PostgreSQL makes
/// whoever wants it wait, and each that waits has a connection of its own: without turns the callers of one ticket
/// would take the whole pool. So few at a time go to the database for one row, and the others wait here,
/// without a connection. When one of them found the row held for too long, the row is tried by one caller at
/// a time, and such callers together have a part of the pool; every other is refused at once, until the row is free
/// again.
///
/// Costs no round trip. Safe for all threads; a turn must not be taken inside of another one.
public final class RowTurns {
    private static final int AT_ONCE = 2;

    /// As long as a request waits to be worked on. A row that is held is found to be so much sooner.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long HELD_FOR_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MANY = 1_000;
    private static final String A_MOMENT_AGO = "it was held a moment ago";

    private final ConcurrentHashMap<Object, Row> rows = new ConcurrentHashMap<>();
    private final Duration patience;
    private final Semaphore doubtful;

    /// @param settings a quarter of its pool is for rows that were held a moment ago
    public RowTurns(DatabaseSettings settings) {
        this(PATIENCE, Math.max(1, settings.poolSize() / 4));
    }

    /// @param patience how long one waits for a turn while nobody before it is done
    /// @param doubtful callers that try rows which were held a moment ago, all together
    public RowTurns(Duration patience, int doubtful) {
        this.patience = patience;
        this.doubtful = new Semaphore(doubtful);
    }

    /// What is known of a row. The count is guarded by the map.
    private static final class Row {
        private final Semaphore turns = new Semaphore(AT_ONCE, true);
        private int callers;
        private volatile long lastDoneAt = System.nanoTime();
        private volatile boolean held;
        private volatile long heldAt;

        void noteHeld() {
            heldAt = System.nanoTime();
            held = true;
        }

        void noteDone() {
            lastDoneAt = System.nanoTime();
        }

        boolean isHeld() {
            return held && System.nanoTime() - heldAt < HELD_FOR_NANOS;
        }
    }

    /// @param row by what it is known, for example a ticket's id
    /// @param work what needs the row, from its connection on
    /// @throws DatabaseUnavailableException when somebody holds it; nothing of `work` remains
    public <T extends @Nullable Object> T take(Object row, Supplier<T> work) {
        Row known = enter(row);
        try {
            return known.isHeld() ? tried(known, work) : inTurn(known, work);
        } finally {
            leave(row);
        }
    }

    /// Whether somebody was found to hold it, a moment ago.
    public boolean isHeld(Object row) {
        Row known = rows.get(row);
        return known != null && known.isHeld();
    }

    private Row enter(Object row) {
        Row entered = rows.compute(row, (key, known) -> {
            Row one = known == null ? new Row() : known;
            one.callers++;
            return one;
        });
        if (rows.size() > MANY) {
            rows.values().removeIf(one -> one.callers == 0 && !one.isHeld());
        }
        return entered;
    }

    /// What is held is remembered beyond its callers.
    private void leave(Object row) {
        rows.computeIfPresent(row, (key, known) -> --known.callers == 0 && !known.isHeld() ? null : known);
    }

    private <T extends @Nullable Object> T inTurn(Row row, Supplier<T> work) {
        if (!isGranted(row)) {
            throw held("nobody comes forward with it");
        }
        try {
            if (row.isHeld()) {
                throw held(A_MOMENT_AGO);
            }
            return noting(row, work);
        } finally {
            row.turns.release();
        }
    }

    /// A crowd that comes forward is none that is held up: as long as one after another is done, the others wait.
    private boolean isGranted(Row row) {
        try {
            boolean granted = row.turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            while (!granted && System.nanoTime() - row.lastDoneAt < patience.toNanos()) {
                granted = row.turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
            return granted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Alone for this row, and one of few for all rows of which one was held.
    private <T extends @Nullable Object> T tried(Row row, Supplier<T> work) {
        if (!row.turns.tryAcquire(AT_ONCE)) {
            throw held(A_MOMENT_AGO);
        }
        try {
            if (!doubtful.tryAcquire()) {
                throw held(A_MOMENT_AGO);
            }
            try {
                return noting(row, work);
            } finally {
                doubtful.release();
            }
        } finally {
            row.turns.release(AT_ONCE);
        }
    }

    private static <T extends @Nullable Object> T noting(Row row, Supplier<T> work) {
        try {
            T result = work.get();
            row.held = false;
            return result;
        } catch (DatabaseUnavailableException e) {
            if (e.isRowHeld()) {
                row.noteHeld();
            }
            throw e;
        } finally {
            row.noteDone();
        }
    }

    private static DatabaseUnavailableException held(String why) {
        return DatabaseUnavailableException.rowHeld(new TimeoutException(why));
    }
}
