package com.smipay.support.ticket;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.threads.BackgroundTask;
import com.smipay.support.ticket.store.Analytics;
import com.smipay.support.ticket.store.CommonTrigrams;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.PendingEntries;
import com.smipay.support.ticket.store.TicketNumbers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What nobody waits for: figures, and what searches look through, are folded; old idempotency keys and nonces are
/// forgotten, the sequence of the coming year is made, what is common in texts is counted.
/// Every replica runs one; each task suffers being done twice. Failures are tried again in the next round.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
    private static final int ROUNDS_BETWEEN_RARE_TASKS = 600;
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

    private final Database database;
    private final List<Runnable> forgetting;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask duty = new BackgroundTask("housekeeping", LONGEST_ROUND, this::run);

    /// @param forgetting what forgets old rows
    Housekeeping(Database database, List<Runnable> forgetting) {
        this.database = database;
        this.forgetting = List.copyOf(forgetting);
    }

    synchronized void start() {
        duty.start();
    }

    private void run(BackgroundTask duty) throws InterruptedException {
        for (long round = 0; !closing.await(BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS); round++) {
            duty.beat();
            keep(round);
        }
    }

    /// The thread that keeps house.
    BackgroundTask duty() {
        return duty;
    }

    private void keep(long round) {
        attempt(() -> Analytics.fold(database));
        attempt(() -> Folding.people(database));
        attempt(() -> Folding.tickets(database));
        attempt(() -> PendingEntries.fold(database));
        if (round % ROUNDS_BETWEEN_RARE_TASKS == 0) {
            attempt(() -> TicketNumbers.makeAhead(database));
            attempt(() -> CommonTrigrams.count(database));
            forgetting.forEach(Housekeeping::attempt);
        }
    }

    /// Each by itself: one that fails starves no other.
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("Housekeeping failed: {}", RedactedTrace.of(e));
        }
    }

    /// Lets the round that is under way come to its end.
    @Override
    public synchronized void close() throws InterruptedException {
        closing.countDown();
        duty.join();
    }
}
