package com.smipay.support.realtime.store;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Sends everybody away when the service stops: not all in the same moment, for they come back at once, to the
/// instances that are left.
public final class GracefulDrain {
    private GracefulDrain() {}

    /// Returns when everybody has gone, or after `grace`.
    public static void toAll(Rooms rooms, Duration grace) {
        Collection<Connection> everybody = rooms.everybody();
        // Half of the time for the farewells, half for what is still to be written.
        long spread = Math.max(1, grace.dividedBy(2).toMillis());
        for (Connection connection : everybody) {
            connection.dismiss(Duration.ofMillis(ThreadLocalRandom.current().nextLong(spread)));
        }
        CompletableFuture.allOf(everybody.stream().map(Connection::whenGone).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, grace.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
