package com.smipay.support.kit.peer;

import java.util.function.LongSupplier;

/// Leaves a peer alone that failed several times in a row, and lets one look at a time try whether it is back. Safe
/// for all threads. helidon-fault-tolerance has a breaker too, which neither tells when it opens and closes nor takes
/// a clock; the log needs the one, the tests the other.
final class Circuit {
    private final int failuresToOpen;
    private final long openForNanos;
    private final LongSupplier clock;
    private int failures;
    private boolean open;
    private boolean trying;
    private long openedAt;

    /// @param clock nanoseconds, of any origin
    Circuit(CallSettings settings, LongSupplier clock) {
        this.failuresToOpen = settings.failuresToOpen();
        this.openForNanos = settings.openFor().toNanos();
        this.clock = clock;
    }

    /// Whether somebody may look now. Whoever got a yes reports what became of it.
    synchronized boolean allows() {
        if (!open) {
            return true;
        }
        if (trying || clock.getAsLong() - openedAt < openForNanos) {
            return false;
        }
        trying = true;
        return true;
    }

    /// @return whether the circuit was closed by this
    synchronized boolean succeeded() {
        boolean closes = open;
        open = false;
        trying = false;
        failures = 0;
        return closes;
    }

    /// @return whether the circuit was opened by this
    synchronized boolean failed() {
        failures++;
        trying = false;
        if (open) {
            openedAt = clock.getAsLong();
            return false;
        }
        if (failures >= failuresToOpen) {
            open = true;
            openedAt = clock.getAsLong();
            return true;
        }
        return false;
    }

    synchronized boolean isOpen() {
        return open;
    }
}
