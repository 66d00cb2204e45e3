package com.smipay.support.kit.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Bounds what the answers that are being put together at once take of the heap: more of them wait, in their order
/// (`decisions.md` 56). A small one never waits for a large one: a quarter of the room is for small ones alone, and the
/// rest for the others, so that neither kind keeps the other out. Whoever works within it must come to an end by
/// itself. Who has done something already waits as long as it takes, so that nothing done is answered as if it were
/// not;
/// who asks somebody else within it, who may be slow, waits for a time only. What is ready to be sent is no part of it:
/// a
/// slow client keeps nobody waiting. Safe for all threads.
public final class AnswerBudget {
    private static final int KIB = 1024;
    private static final int SMALL_ONES_SHARE = 4;

    /// Several small ones find room beside one another.
    private static final int SMALL_ONES_AT_ONCE = 8;

    private final int largestSmall;
    private final Room small;
    private final Room large;

    /// @param most bytes of JSON that may be in the making at once; the heap holds some four times as many
    public AnswerBudget(int most) {
        int forSmall = most / KIB / SMALL_ONES_SHARE;
        this.largestSmall = forSmall / SMALL_ONES_AT_ONCE;
        this.small = new Room(forSmall);
        this.large = new Room(most / KIB - forSmall);
    }

    /// @param bytes of JSON, at the most; one that is larger than all the room gets all of it
    public <R> R within(long bytes, Supplier<R> work) {
        long kibibytes = bytes / KIB + 1;
        Room room = room(kibibytes);
        int share = room.share(kibibytes);
        room.free().acquireUninterruptibly(share);
        return room.use(share, work);
    }

    /// The same for what has not begun.
    ///
    /// @throws Problem 503 when there is no room in time
    public <R> R within(long bytes, Duration patience, Supplier<R> work) {
        long kibibytes = bytes / KIB + 1;
        Room room = room(kibibytes);
        int share = room.share(kibibytes);
        try {
            if (!room.free().tryAcquire(share, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Problem.unavailable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable();
        }
        return room.use(share, work);
    }

    private Room room(long kibibytes) {
        return kibibytes <= largestSmall ? small : large;
    }

    private record Room(int most, Semaphore free) {
        Room(int most) {
            this(most, new Semaphore(most, true));
        }

        int share(long kibibytes) {
            return (int) Math.min(most, kibibytes);
        }

        /// Gives back what was taken.
        <R> R use(int share, Supplier<R> work) {
            try {
                return work.get();
            } finally {
                free.release(share);
            }
        }
    }
}
