package com.smipay.support.kit.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Says yes at most once in a while, whoever asks how often. Safe for all threads.
final class RateLimitedLog {
    private final long pauseNanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    RateLimitedLog(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    boolean isDue() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + pauseNanos);
    }
}
