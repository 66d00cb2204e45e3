package com.smipay.support.realtime.handshake;

import java.util.concurrent.atomic.LongAdder;

/// What the door saw, for metrics. Safe for all threads.
public final class DoorCounts {
    private final LongAdder refused = new LongAdder();
    private final LongAdder tooSlow = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();

    void refused() {
        refused.increment();
    }

    void tooSlow() {
        tooSlow.increment();
    }

    void turnedAway() {
        turnedAway.increment();
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
