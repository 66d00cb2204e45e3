package com.smipay.support.faults.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long somebody thinks between two messages: this long on average.
public record Pace(Duration average, RandomGenerator random) {
    void pause() {
        Writer.pause(Duration.ofNanos((long) (average.toNanos() * 2 * random.nextDouble())));
    }
}
