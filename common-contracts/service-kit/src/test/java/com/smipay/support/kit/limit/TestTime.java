package com.smipay.support.kit.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// Time that passes when a test says so.
final class TestTime implements TimeMeter {
    private long nanos = Duration.ofDays(-3).toNanos();

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
