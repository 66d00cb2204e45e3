package com.smipay.support.kit.compare;

import com.smipay.support.kit.db.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Which epoch a database is in (ADR 0055): the second in which it began; 0 where nothing was ever restored.
public final class Epoch {
    /// So long after a restore copies are gone through quickly.
    private static final Duration RECENT = Duration.ofDays(1);

    private static final String NUMBER = "select number from epoch";

    private Epoch() {}

    public static long of(Statements statements) {
        return statements
                .queryOne(NUMBER, Map.of(), row -> row.number("number"))
                .orElse(0L);
    }

    static boolean isRecent(long epoch, Instant now) {
        return Instant.ofEpochSecond(epoch).plus(RECENT).isAfter(now);
    }
}
