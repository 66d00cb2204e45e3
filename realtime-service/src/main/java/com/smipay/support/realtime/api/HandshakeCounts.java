package com.smipay.support.realtime.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What the door saw, for metrics. Safe for all threads.
public final class HandshakeCounts {
    private static final long BETWEEN_LOGS_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final LongAdder refused = new LongAdder();
    private final LongAdder tooSlow = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final AtomicLong foreignLogged = new AtomicLong(NEVER);

    void refused() {
        refused.increment();
    }

    void tooSlow() {
        tooSlow.increment();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    /// @return whether it may be logged: once a minute at most, for a page may try without end
    boolean foreign() {
        foreign.increment();
        long now = System.nanoTime();
        long last = foreignLogged.get();
        boolean due = last == NEVER || now - last >= BETWEEN_LOGS_NANOS;
        return due && foreignLogged.compareAndSet(last, now);
    }

    /// Upgrades refused for their `Origin`.
    public long foreigners() {
        return foreign.sum();
    }

    /// Connections closed because there were too many.
    public long excess() {
        return turnedAway.sum();
    }

    /// Clients whose token was not accepted.
    public long refusals() {
        return refused.sum();
    }

    /// Clients dropped because they did not read.
    public long drops() {
        return tooSlow.sum();
    }
}
