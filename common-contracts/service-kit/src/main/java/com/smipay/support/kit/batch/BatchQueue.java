package com.smipay.support.kit.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The line in front of what costs much for one and little more for many (see the package). Safe for all threads.
///
/// @param <T> what waits
public final class BatchQueue<T> {
    private final Executor threads;
    private final int mostWaiting;
    private final int mostTogether;
    private final Supplier<Predicate<T>> fitting;
    private final Consumer<List<T>> work;
    private final BiConsumer<List<T>, Throwable> failure;

    /// The oldest first. Guarded by this.
    private final Deque<T> waiting = new ArrayDeque<>();

    /// Whether a batch is under way. Guarded by this.
    private boolean busy;

    /// @param threads that may block; one at a time is used
    /// @param mostTogether of one batch
    /// @param fitting makes for each batch what looks at those that wait, the oldest first, and says which go into
    ///     it; the oldest must
    /// @param work does all of a batch, and tells each of them what became of it
    /// @param failure tells those that were not done, or not to the end: the line was full, the threads are closed,
    ///     or the work threw
    public BatchQueue(
            Executor threads,
            int mostWaiting,
            int mostTogether,
            Supplier<Predicate<T>> fitting,
            Consumer<List<T>> work,
            BiConsumer<List<T>, Throwable> failure) {
        this.threads = threads;
        this.mostWaiting = mostWaiting;
        this.mostTogether = mostTogether;
        this.fitting = fitting;
        this.work = work;
        this.failure = failure;
    }

    /// Returns at once: the work, or the failure, tells what becomes of it.
    public void add(T one) {
        boolean isFull;
        boolean begins;
        synchronized (this) {
            isFull = waiting.size() >= mostWaiting;
            begins = !isFull && !busy;
            if (!isFull) {
                waiting.add(one);
                busy = true;
            }
        }
        if (isFull) {
            failure.accept(List.of(one), new RejectedExecutionException("the line is full"));
        } else if (begins) {
            begin();
        }
    }

    /// @return whether it still waited; it is not done then, and nobody hears of it
    public synchronized boolean remove(T one) {
        return waiting.remove(one);
    }

    private void begin() {
        try {
            threads.execute(this::workOff);
        } catch (RejectedExecutionException e) {
            failure.accept(takeAll(), e);
        }
    }

    private void workOff() {
        for (List<T> together = take(); !together.isEmpty(); together = take()) {
            try {
                work.accept(together);
            } catch (RuntimeException | Error e) {
                // Out of memory, say: the line goes on, and nobody waits for ever.
                failure.accept(together, e);
            }
        }
    }

    /// @return empty when the batch before was the last one for now
    private synchronized List<T> take() {
        List<T> together = new ArrayList<>();
        Predicate<T> fits = fitting.get();
        Iterator<T> line = waiting.iterator();
        while (line.hasNext() && together.size() < mostTogether) {
            T next = line.next();
            if (fits.test(next)) {
                together.add(next);
                line.remove();
            }
        }
        busy = !together.isEmpty();
        return together;
    }

    private synchronized List<T> takeAll() {
        List<T> all = List.copyOf(waiting);
        waiting.clear();
        busy = false;
        return all;
    }
}
