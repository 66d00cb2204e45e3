package com.smipay.support.kit.runtime;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets in the background what has had its time: nonces, idempotency keys. Every replica runs one; each task
/// suffers being done twice, and a failure is tried again in the next round.
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(5);

    private final List<Runnable> tasks;
    private final Duration betweenRounds;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask duty;

    public Sweeper(List<Runnable> tasks) {
        this(tasks, BETWEEN_ROUNDS);
    }

    Sweeper(List<Runnable> tasks, Duration betweenRounds) {
        this.tasks = List.copyOf(tasks);
        this.betweenRounds = betweenRounds;
        this.duty = new BackgroundTask("sweeper", betweenRounds.multipliedBy(2), this::run);
    }

    /// Call it when the tables are there.
    public synchronized void start() {
        duty.start();
    }

    private void run(BackgroundTask duty) throws InterruptedException {
        while (!closing.await(betweenRounds.toMillis(), TimeUnit.MILLISECONDS)) {
            for (Runnable task : tasks) {
                duty.beat();
                attempt(task);
            }
        }
    }

    /// The thread that sweeps.
    public BackgroundTask duty() {
        return duty;
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("Forgetting old rows failed: {}", RedactedTrace.of(e));
        }
    }

    /// Lets the round that is under way come to its end.
    @Override
    public synchronized void close() throws InterruptedException {
        closing.countDown();
        duty.join();
    }
}
