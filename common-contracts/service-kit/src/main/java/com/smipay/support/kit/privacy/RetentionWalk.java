package com.smipay.support.kit.privacy;

import com.smipay.support.kit.db.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Goes once through rows whose ids rise with time (UUID version 7), and lets each be forgotten when it is old
/// enough. Any replica may do a step at any time; what two do at once is done twice, and changes nothing.
///
/// @param forget a whole statement over `:before` and `:batch`, which forgets a page, and keeps in `retention_walk`
///     how far it came
/// @param kept how long they are kept; null for ever
public record RetentionWalk(String forget, @Nullable Duration kept) {
    private static final int BATCH = 1_000;
    private static final int MILLIS_SHIFT = 16;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /// One page.
    public void step(Statements statements, Instant now) {
        if (kept != null) {
            statements.update(forget, Map.of("before", firstOf(now.minus(kept)), "batch", BATCH));
        }
    }

    /// The least id of that millisecond.
    static UUID firstOf(Instant time) {
        return new UUID(time.toEpochMilli() << MILLIS_SHIFT | VERSION_7, VARIANT);
    }
}
