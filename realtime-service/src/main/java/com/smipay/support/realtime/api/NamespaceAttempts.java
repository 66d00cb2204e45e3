package com.smipay.support.realtime.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How often one channel has asked for a namespace lately. An app may ask again and again for what it never gets
/// (`decisions.md` 25), for days; what no app does ends the channel. On the channel's event loop only.
final class NamespaceAttempts {
    private static final int MOST = 30;
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private long began;
    private int count;

    NamespaceAttempts() {
        this(System::nanoTime);
    }

    NamespaceAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /// Counts one more.
    ///
    /// @return false when it is one too many within a minute
    boolean another() {
        long now = nanoTime.getAsLong();
        if (now - began >= WINDOW_NANOS) {
            began = now;
            count = 0;
        }
        return ++count <= MOST;
    }
}
