package com.smipay.support.acceptance.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Supplier;

/// While a peer hangs, nobody waits longer for an answer than the notification's or the question's timeout allows, with
/// room for a busy machine.
final class Stopwatch {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Stopwatch() {}

    static <T> T quick(Supplier<T> call) {
        long began = System.nanoTime();
        T result = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
        return result;
    }
}
