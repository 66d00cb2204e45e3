package com.smipay.support.kit.limit;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/// How a bucket stands after somebody wanted a token of it.
///
/// @param waiting how long until there is one; empty where one was taken
/// @param remaining tokens left
/// @param untilFull how long until the bucket is as good as new
record Draw(Optional<Duration> waiting, long remaining, Duration untilFull) {
    static Draw of(ConsumptionProbe probe) {
        return new Draw(
                probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill())),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
}
