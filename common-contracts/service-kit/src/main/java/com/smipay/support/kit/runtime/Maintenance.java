package com.smipay.support.kit.runtime;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does in the background, round by round, what nobody waits for. Every replica runs one; each task suffers being done
/// twice, one that fails starves no other, and a failure is tried again in the next round.
public final class Maintenance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(5);

    private final String name;
    private final Duration betweenRounds;
    private final List<Task> tasks = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask duty;

    private record Task(int rounds, Runnable work) {}

    /// @param longestRound after which it counts as stuck
    public Maintenance(String name, Duration betweenRounds, Duration longestRound) {
        this.name = name;
        this.betweenRounds = betweenRounds;
        this.duty = new BackgroundTask(name, longestRound, this::run);
    }

    /// One that forgets what has had its time: nonces, idempotency keys.
    public static Maintenance sweeper(List<Runnable> forgetting) {
        Maintenance sweeper = new Maintenance("sweeper", BETWEEN_SWEEPS, BETWEEN_SWEEPS.multipliedBy(2));
        forgetting.forEach(sweeper::always);
        return sweeper;
    }

    /// Before the start: what is done in each round, behind what was named before.
    public Maintenance always(Runnable task) {
        return every(1, task);
    }

    /// Before the start: what is done in the first round, and then in one of so many.
    public Maintenance every(int rounds, Runnable task) {
        tasks.add(new Task(rounds, task));
        return this;
    }

    /// Call it when the tables are there.
    public synchronized void start() {
        duty.start();
    }

    private void run(BackgroundTask duty) throws InterruptedException {
        for (long round = 0; !closing.await(betweenRounds.toMillis(), TimeUnit.MILLISECONDS); round++) {
            for (Task task : tasks) {
                if (round % task.rounds() == 0) {
                    duty.beat();
                    attempt(task.work());
                }
            }
        }
    }

    /// The thread that does all of it.
    public BackgroundTask duty() {
        return duty;
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("A task of {} failed: {}", name, RedactedTrace.of(e));
        }
    }

    /// Lets the round that is under way come to its end.
    @Override
    public synchronized void close() throws InterruptedException {
        closing.countDown();
        duty.join();
    }
}
