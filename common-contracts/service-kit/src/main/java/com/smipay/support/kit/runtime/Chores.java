package com.smipay.support.kit.runtime;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Does a service's chores in the background, each by itself: one that fails is tried less and less often, down to
/// every half a minute or its own pace, so that it takes hardly any time from the others, whose statements are bounded
/// as its own are (ADR 0049). Health shows for each how long ago it was last done.
public final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    static final Duration LONGEST_CHORE = Duration.ofMinutes(2);

    /// A thread that waits for a rare chore is heard of more often than it would count as stuck.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final List<Standing> standings;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask task;

    public Chores(List<Chore> chores) {
        this.standings = chores.stream().map(Standing::new).toList();
        this.task = new BackgroundTask("chores", LONGEST_CHORE, this::run);
    }

    /// Call it when the tables are there.
    public synchronized void start() {
        standings.forEach(Standing::begin);
        task.start();
    }

    /// The thread that does them.
    public BackgroundTask task() {
        return task;
    }

    /// What is known of each, by name.
    Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        standings.forEach(standing -> states.put(standing.chore.name(), standing.state()));
        return states;
    }

    /// @param age since it was last done; since the start while it never was
    /// @param failures in a row
    /// @param late whether it should have been done long ago
    record State(Duration age, int failures, boolean late) {}

    private void run(BackgroundTask task) throws InterruptedException {
        while (!closing.await(untilNext().toNanos(), TimeUnit.NANOSECONDS)) {
            for (Standing standing : standings) {
                task.beat();
                if (closing.getCount() > 0 && standing.isDue()) {
                    standing.attempt();
                }
            }
        }
    }

    /// Package-private for a test.
    Duration untilNext() {
        long now = System.nanoTime();
        return Duration.ofNanos(standings.stream()
                .mapToLong(standing -> Math.max(1, standing.dueAt - now))
                .reduce(LONGEST_WAIT.toNanos(), Math::min));
    }

    /// Lets the chore that is under way come to its end.
    @Override
    public synchronized void close() throws InterruptedException {
        closing.countDown();
        task.join();
    }

    /// One chore and what became of it. Its times are written by the one thread and read by all.
    private static final class Standing {
        private final Chore chore;
        private volatile long dueAt;
        private volatile long doneAt = System.nanoTime();
        private volatile int failures;
        private volatile boolean begun;

        Standing(Chore chore) {
            this.chore = chore;
        }

        void begin() {
            doneAt = System.nanoTime();
            dueAt = doneAt + shorter(chore.every(), FIRST).toNanos();
            begun = true;
        }

        boolean isDue() {
            return System.nanoTime() - dueAt >= 0;
        }

        void attempt() {
            try {
                chore.work().run();
                noteDone();
            } catch (DatabaseUnavailableException e) {
                noteFailed(Level.WARN, "the database is away or too busy");
            } catch (RuntimeException e) {
                noteFailed(Level.WARN, RedactedTrace.of(e));
            } catch (Throwable e) {
                // An error too, or the thread would begin again and meet the same chore first, before all the others.
                noteFailed(Level.ERROR, RedactedTrace.of(e));
            }
        }

        private void noteDone() {
            doneAt = System.nanoTime();
            dueAt = doneAt + chore.every().toNanos();
            if (failures > 0) {
                LOG.info("{} is done again", chore.name());
            }
            failures = 0;
        }

        /// Told the first time, the second, the fourth and so on: what fails for long does not fill the log.
        private void noteFailed(Level level, Object why) {
            int failed = failures + 1;
            failures = failed;
            Duration longest = chore.every().compareTo(LONGEST_RETRY) > 0 ? chore.every() : LONGEST_RETRY;
            Duration retry = shorter(FIRST.multipliedBy(1L << Math.min(failed - 1, 10)), longest);
            dueAt = System.nanoTime() + retry.toNanos();
            if (Integer.bitCount(failed) == 1) {
                LOG.atLevel(level).log("{} failed, {} times in a row: {}", chore.name(), failed, why);
            }
        }

        State state() {
            Duration age = begun ? Duration.ofNanos(System.nanoTime() - doneAt) : Duration.ZERO;
            Duration patience = chore.every().multipliedBy(3).plus(LONGEST_CHORE);
            return new State(age, failures, age.compareTo(patience) > 0);
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }
}
