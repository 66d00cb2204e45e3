package com.smipay.support.kit.peer;

import java.time.Duration;

/// How long and how often a peer is tried.
///
/// @param timeout to connect, and for the answer's head to come
/// @param connections calls to one peer at once; one more finds it away
/// @param failuresToOpen failures in a row after which the peer is left alone
/// @param openFor how long nobody looks after it then, and between two looks
public record CallSettings(Duration timeout, int connections, int failuresToOpen, Duration openFor) {
    /// For notifications: short, because a client waits and Kafka brings the event again; but not so short that a peer
    /// which has just started, on a busy machine, is taken for one that is away: then the next reader would see an
    /// old copy. Few failures open the circuit, for each of them may have been many events.
    public static CallSettings forNotifying() {
        return new CallSettings(Duration.ofSeconds(1), 128, 3, Duration.ofSeconds(1));
    }

    /// For calls whose answer is needed.
    public static CallSettings forAsking() {
        return new CallSettings(Duration.ofSeconds(2), 128, 5, Duration.ofSeconds(1));
    }

    /// For the whole of a call, to the last byte of its answer. A little more than the timeout, so that a replica that
    /// nobody could connect to in time is known as such: it was not asked for anything, and another one may be.
    Duration wholeCall() {
        return timeout.multipliedBy(5).dividedBy(4);
    }
}
