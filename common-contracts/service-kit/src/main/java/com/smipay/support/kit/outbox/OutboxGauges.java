package com.smipay.support.kit.outbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Map;

/// How much waits in the outbox, for metrics. Looks at most once a second, at the oldest ten thousand rows; safe for
/// all threads, never throws.
public final class OutboxGauges {
    /// What was seen last.
    ///
    /// @param depth rows that wait; -1 while the database is away; ten thousand means that many or more
    /// @param oldestAgeSeconds since the oldest of them was decided; 0 when nothing waits
    public record Seen(long depth, double oldestAgeSeconds) {}

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Seen UNKNOWN = new Seen(-1, 0);

    private static final String LOOK = """
            select count(*) as depth,
                   coalesce(greatest(extract(epoch from clock_timestamp() - min(time)), 0), 0) as age
            from (select time from outbox order by position limit 10000) as head
            """;

    private final Database database;
    private Seen seen = UNKNOWN;
    private long lookedAt = System.nanoTime() - FRESH_NANOS;

    public OutboxGauges(Database database) {
        this.database = database;
    }

    public synchronized Seen seen() {
        if (System.nanoTime() - lookedAt >= FRESH_NANOS) {
            seen = look();
            lookedAt = System.nanoTime();
        }
        return seen;
    }

    private Seen look() {
        try {
            return database.queryOne(LOOK, Map.of(), row -> new Seen(row.number("depth"), row.decimal("age")))
                    .orElse(UNKNOWN);
        } catch (DatabaseUnavailableException e) {
            return UNKNOWN;
        }
    }
}
