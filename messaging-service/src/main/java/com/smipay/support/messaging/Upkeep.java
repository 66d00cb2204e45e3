package com.smipay.support.messaging;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.threads.BackgroundTask;
import com.smipay.support.messaging.store.ChatFigures;
import com.smipay.support.messaging.store.ChatWords;
import com.smipay.support.messaging.store.PendingEntries;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What nobody waits for: figures of chats are folded, their words learnt, the lists beside indexes kept short, and
/// texts
/// written that a replica of the version before left out. Every replica runs one; each task suffers being done twice.
/// Failures are tried again in the next round.
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
    private static final int ROUNDS_BETWEEN_RARE_TASKS = 60;
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

    private final Database database;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask duty = new BackgroundTask("upkeep", LONGEST_ROUND, this::run);

    Upkeep(Database database) {
        this.database = database;
    }

    synchronized void start() {
        duty.start();
    }

    private void run(BackgroundTask duty) throws InterruptedException {
        for (long round = 0; !closing.await(BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS); round++) {
            duty.beat();
            attempt(() -> ChatFigures.fold(database));
            attempt(() -> ChatWords.learn(database));
            attempt(() -> PendingEntries.fold(database));
            if (round % ROUNDS_BETWEEN_RARE_TASKS == 0) {
                attempt(() -> ChatWords.writeMissing(database));
            }
        }
    }

    /// The thread that keeps all of it.
    BackgroundTask duty() {
        return duty;
    }

    /// Each by itself: one that fails starves no other.
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("Upkeep failed: {}", RedactedTrace.of(e));
        }
    }

    /// Lets the round that is under way come to its end.
    @Override
    public synchronized void close() throws InterruptedException {
        closing.countDown();
        duty.join();
    }
}
