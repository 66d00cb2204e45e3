package com.smipay.support.kit.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Bounds what the answers that are being put together at once take of the heap: more of them wait, in their order
/// (`decisions.md` 56). A small one never waits for a large one: a quarter of the room is for small ones alone, and the
/// rest for the others, so that neither kind keeps the other out. Whoever works within it must come to an end by
/// itself. Who has done something already waits as long as it takes, so that nothing done is answered as if it were
/// not; who asks somebody else within it, who may be slow, waits for a time only. What is ready to be sent is no part
/// of it: a slow client keeps nobody waiting. Safe for all threads.
public final class AnswerBudget {
    private static final int KIB = 1024;
    private static final int SMALL_ONES_SHARE = 4;

    /// Several small ones find room beside one another.
    private static final int SMALL_ONES_AT_ONCE = 8;

    private final int largestSmall;
    private final int mostLarge;
    private final Semaphore forSmall;
    private final Semaphore forLarge;

    /// @param most bytes of JSON that may be in the making at once; the heap holds some four times as many
    public AnswerBudget(int most) {
        int mostSmall = most / KIB / SMALL_ONES_SHARE;
        this.largestSmall = mostSmall / SMALL_ONES_AT_ONCE;
        this.mostLarge = most / KIB - mostSmall;
        this.forSmall = new Semaphore(mostSmall, true);
        this.forLarge = new Semaphore(mostLarge, true);
    }

    /// @param bytes of JSON, at the most; one that is larger than all the room gets all of it
    public <R> R within(long bytes, Supplier<R> work) {
        Share share = share(bytes);
        share.room().acquireUninterruptibly(share.kibibytes());
        return share.use(work);
    }

    /// The same for what has not begun.
    ///
    /// @throws Problem 503 when there is no room in time
    public <R> R within(long bytes, Duration patience, Supplier<R> work) {
        Share share = share(bytes);
        try {
            if (!share.room().tryAcquire(share.kibibytes(), patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Problem.unavailable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable();
        }
        return share.use(work);
    }

    /// How many wait for room, about.
    public int waiting() {
        return forSmall.getQueueLength() + forLarge.getQueueLength();
    }

    private Share share(long bytes) {
        long kibibytes = bytes / KIB + 1;
        return kibibytes <= largestSmall
                ? new Share(forSmall, (int) kibibytes)
                : new Share(forLarge, (int) Math.min(mostLarge, kibibytes));
    }

    /// What one answer takes of a room.
    private record Share(Semaphore room, int kibibytes) {
        /// Gives it back.
        <R> R use(Supplier<R> work) {
            try {
                return work.get();
            } finally {
                room.release(kibibytes);
            }
        }
    }
}
