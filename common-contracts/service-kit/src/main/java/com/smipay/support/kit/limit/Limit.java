package com.smipay.support.kit.limit;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/// A token bucket's size and pace: `capacity` at once, and from then on `refill` in each `period`, evenly.
///
/// @param capacity at least 1
/// @param refill at least 1
public record Limit(int capacity, int refill, Duration period) {
    public Limit {
        if (capacity < 1 || refill < 1 || !period.isPositive()) {
            throw new IllegalArgumentException("A limit must let something through");
        }
    }

    public static Limit perMinute(int capacity, int refill) {
        return new Limit(capacity, refill, Duration.ofMinutes(1));
    }

    /// How long an empty bucket takes to be as good as a new one.
    Duration untilFull() {
        return period.multipliedBy(capacity).dividedBy(refill).plusNanos(1);
    }

    /// One of so many equal parts, rounded up.
    Limit part(int of) {
        return new Limit(Math.ceilDiv(capacity, of), Math.ceilDiv(refill, of), period);
    }

    Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(capacity)
                .refillGreedy(refill, period)
                .build();
    }
}
