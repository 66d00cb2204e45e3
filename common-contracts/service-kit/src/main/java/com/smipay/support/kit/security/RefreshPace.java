package com.smipay.support.kit.security;

import java.time.Duration;

/// How often the JWKS address is asked.
///
/// @param whenGood after an answer
/// @param firstRetry after a failure; doubled for each further one, up to `lastRetry`
/// @param onDemand for unknown key ids: at most once in this time, however many come
/// @param timeout for one answer, from connecting to its last byte
record RefreshPace(Duration whenGood, Duration firstRetry, Duration lastRetry, Duration onDemand, Duration timeout) {
    static final RefreshPace STANDARD = new RefreshPace(
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3));

    /// @param failures in a row, so far
    Duration after(int failures) {
        if (failures == 0) {
            return whenGood;
        }
        Duration pause = firstRetry.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(lastRetry) < 0 ? pause : lastRetry;
    }
}
