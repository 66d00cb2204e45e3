package com.smipay.support.local.supervisor;

import java.time.Duration;

/// How long a process that died is let lie. Doubles with each quick death, starts over after a decent life.
///
/// @param first after the first death
/// @param most never longer than this
/// @param decent a life that counts as none of the failures
record Backoff(Duration first, Duration most, Duration decent) {
    static final Backoff USUAL = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(30));

    /// @param failures quick deaths in a row, this one included, from 1
    Duration after(int failures) {
        Duration wait = first;
        for (int i = 1; i < failures && wait.compareTo(most) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
