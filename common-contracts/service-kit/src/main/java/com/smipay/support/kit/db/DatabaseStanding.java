package com.smipay.support.kit.db;

import java.util.Map;
import java.util.TreeMap;

/// How the database is now, for health.
///
/// @param answers whether it takes questions
/// @param writable whether it takes changes: a standby answers too, and is of no use
/// @param sentence for people: [#ANSWERS], or why it is of no use
/// @param timeouts that its sessions keep, as PostgreSQL itself says them
public record DatabaseStanding(boolean answers, boolean writable, String sentence, Map<String, String> timeouts) {
    static final String ANSWERS = "answers";

    static DatabaseStanding away(String sentence) {
        return new DatabaseStanding(false, false, sentence, Map.of());
    }

    /// The same, of a moment in which nobody could look, for all connections were in use.
    DatabaseStanding busy() {
        return new DatabaseStanding(answers, writable, BUSY, timeouts);
    }

    private static final String BUSY = "All connections are in use: look at database.pool-size";

    private static final String READ_ONLY = "The database is read-only: it is a standby, or was made so";

    private static final String LOOK = """
            select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as writable,
                   current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
                   current_setting('idle_in_transaction_session_timeout') as idle
            """;

    static DatabaseStanding of(Statements statements, DatabaseTimeouts timeouts) {
        return statements
                .queryOne(LOOK, Map.of(), row -> {
                    Map<String, String> kept = new TreeMap<>();
                    kept.put("lock", row.text("lock"));
                    kept.put("statement", row.text("statement"));
                    kept.put("idle-in-transaction", row.text("idle"));
                    kept.put("socket", timeouts.socketSeconds() + "s");
                    boolean writable = row.flag("writable");
                    return new DatabaseStanding(true, writable, writable ? ANSWERS : READ_ONLY, kept);
                })
                .orElse(away("The database is away"));
    }
}
