package com.smipay.support.kit.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far from its beginning the outbox is empty for good, so that nobody looks there again (ADR 0054).
///
/// Positions are given before they are committed, in any order, so "greater than the last one seen" loses rows. A
/// position is settled when every transaction has ended that ran when it was given. So a position goes through stages:
/// it is seen as the last one given; a moment later the next transaction's number is noted; when all transactions below
/// that number have ended, and a turn has taken everything that is there, nothing can appear at or below the position.
/// The head follows two seconds later, when even a server that crashes has the deletions on its disk, which relays do
/// not wait for.
///
/// Whatever makes the server another one (a failover, a restore, a table made anew) begins from nothing. Written by the
/// relay's thread.
final class OutboxHead {
    private static final long NOTED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long DURABLE_NANOS = Duration.ofSeconds(2).toNanos();
    static final long UNKNOWN_SERVER = 0;

    /// What the database says in a turn.
    ///
    /// @param server another number for another server or table
    /// @param lastPosition that was given
    /// @param oldestRunning transactions below it have ended
    /// @param nextTransaction those that begin from now on have it or greater numbers
    record Look(long server, long lastPosition, long oldestRunning, long nextTransaction) {}

    /// @param boundary null until the next transaction's number is noted
    private record Candidate(
            long position, long since, @Nullable Long boundary) {}

    private volatile long position;
    private long server = UNKNOWN_SERVER;
    private long highest;
    private @Nullable Candidate candidate;
    private @Nullable Candidate settled;

    /// There is nothing at it or before it, and never will be.
    long position() {
        return position;
    }

    /// Which server [#position] is true for.
    long server() {
        return server;
    }

    /// The greatest position that was seen: a server whose last one is lower has lost some, and gives them again.
    long highest() {
        return highest;
    }

    /// To be called after a turn that took everything behind the head that was there, and was committed.
    ///
    /// @param now nanoseconds, of any origin
    void tookAll(Look look, long now) {
        if (look.server() != server || look.lastPosition() < highest) {
            forget();
            server = look.server();
        }
        highest = look.lastPosition();
        Candidate done = settled;
        if (done != null) {
            if (now - done.since() >= DURABLE_NANOS) {
                position = done.position();
                settled = null;
            }
            return;
        }
        Candidate next = candidate;
        if (next == null) {
            candidate = new Candidate(look.lastPosition(), now, null);
        } else if (next.boundary() == null) {
            if (now - next.since() >= NOTED_NANOS) {
                candidate = new Candidate(next.position(), now, look.nextTransaction());
            }
        } else if (look.oldestRunning() >= next.boundary()) {
            settled = new Candidate(next.position(), now, null);
            candidate = null;
        }
    }

    /// From here on everything is looked at again.
    void forget() {
        position = 0;
        server = UNKNOWN_SERVER;
        highest = 0;
        candidate = null;
        settled = null;
    }
}
