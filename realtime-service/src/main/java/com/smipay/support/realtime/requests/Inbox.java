package com.smipay.support.realtime.requests;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The requests of one client: done one after another, in order, on whatever thread the executor gives. Bounded; safe
/// for all threads.
final class Inbox {
    private final Executor executor;
    private final int capacity;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean working;

    /// @param capacity how many requests may wait while one is being done
    Inbox(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    /// Never blocks.
    ///
    /// @return false when the inbox is full; the request is not done then
    boolean offer(Runnable request) {
        synchronized (this) {
            if (waiting.size() >= capacity) {
                return false;
            }
            waiting.add(request);
            if (working) {
                return true;
            }
            working = true;
        }
        executor.execute(this::work);
        return true;
    }

    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        working = next != null;
        return next;
    }
}
