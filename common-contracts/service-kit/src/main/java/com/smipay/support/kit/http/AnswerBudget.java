package com.smipay.support.kit.http;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Bounds what the answers that are being put together at once take of the heap: more of them wait, the large ones in
/// effect, for a small one finds room at once (`decisions.md` 56). Whoever works within it must come to an end by
/// itself: waiting here has no bound of its own, so nothing that is done already is answered as if it were not. What
/// is ready to be sent is no part of it: a slow client keeps nobody waiting. Safe for all threads.
public final class AnswerBudget {
    private static final int KIB = 1024;

    private final int most;
    private final Semaphore room;

    /// @param most bytes of JSON that may be in the making at once; the heap holds some four times as many
    public AnswerBudget(int most) {
        this.most = most / KIB;
        this.room = new Semaphore(this.most, true);
    }

    /// @param bytes of JSON, at the most; one that is larger than all the room gets all of it
    public <R> R within(long bytes, Supplier<R> work) {
        int share = (int) Math.min(most, bytes / KIB + 1);
        room.acquireUninterruptibly(share);
        try {
            return work.get();
        } finally {
            room.release(share);
        }
    }
}
