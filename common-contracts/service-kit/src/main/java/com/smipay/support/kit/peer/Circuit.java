package com.smipay.support.kit.peer;

/// Leaves a replica alone that failed several times in a row. Whoever looks after it says when it answers again, and
/// then one call tries it: a replica that lives while its calls hang costs one caller its patience at each look, and no
/// more. Safe for all threads. helidon-fault-tolerance has a breaker too, which does not tell when it opens and closes;
/// the log needs that.
final class Circuit {
    private final int failuresToOpen;
    private int failures;
    private boolean open;
    private boolean oneMayTry;

    Circuit(CallSettings settings) {
        this.failuresToOpen = settings.failuresToOpen();
    }

    /// Whether somebody may call now. While it is open that is one caller at each look that was answered.
    synchronized boolean admits() {
        boolean admitted = !open || oneMayTry;
        oneMayTry = false;
        return admitted;
    }

    /// What a look at the replica found.
    synchronized void looked(boolean answered) {
        oneMayTry = answered;
    }

    /// @return whether the circuit was closed by this
    synchronized boolean succeeded() {
        boolean closes = open;
        open = false;
        failures = 0;
        return closes;
    }

    /// @return whether the circuit was opened by this
    synchronized boolean failed() {
        failures++;
        boolean opens = !open && failures >= failuresToOpen;
        if (opens) {
            open = true;
            oneMayTry = false;
        }
        return opens;
    }

    synchronized boolean isOpen() {
        return open;
    }
}
