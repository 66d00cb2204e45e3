package com.smipay.support.kit.outbox;

import java.time.Duration;

/// How the relay goes about its work.
///
/// @param batch rows published in one transaction at the most
/// @param poll how long rows of another replica, or of a crashed process, may lie before this one looks
/// @param gather how long new rows are gathered after a batch of `crowd` or more that others arrived behind: many at
///     once are worth a wait, a few are not, and when idle nothing waits
/// @param crowd rows of a batch that make it a large one
/// @param grace how long a stopping relay may take to publish what is there
/// @param delivery how long the broker may take to acknowledge a record before it counts as away; more than its request
///     timeout of three seconds
public record RelaySettings(int batch, Duration poll, Duration gather, int crowd, Duration grace, Duration delivery) {
    public static RelaySettings standard() {
        return new RelaySettings(
                500, Duration.ofMillis(250), Duration.ofMillis(5), 3, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }
}
