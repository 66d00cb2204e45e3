package com.smipay.support.kit.db;

import java.util.Map;

/// Rows that wait in a table to be worked off in batches, by one replica at a time. Where none waits it costs one look.
/// Safe for all threads and replicas.
///
/// @param table that they wait in
/// @param lock the advisory lock's own number
/// @param work a whole statement over `:batch` that works off so many of them at the most, and says how many as `done`
/// @param batch more than one transaction should hold are in the next one
public record WorkQueue(String table, long lock, String work, int batch) {
    private static final String TAKE_TURN = "select pg_try_advisory_xact_lock(:lock) as mine";

    /// All that waits, unless another replica is at it.
    public void run(Database database) {
        if (!isWaiting(database)) {
            return;
        }
        long done = batch;
        while (done == batch) {
            done = database.transaction(this::runBatch);
        }
    }

    private boolean isWaiting(Statements statements) {
        return statements
                .queryOne("select exists (select from " + table + ") as waiting", Map.of(), row -> row.flag("waiting"))
                .orElse(false);
    }

    private long runBatch(Statements transaction) {
        boolean mine = transaction
                .queryOne(TAKE_TURN, Map.of("lock", lock), row -> row.flag("mine"))
                .orElse(false);
        return mine
                ? transaction
                        .queryOne(work, Map.of("batch", batch), row -> row.number("done"))
                        .orElse(0L)
                : 0;
    }
}
