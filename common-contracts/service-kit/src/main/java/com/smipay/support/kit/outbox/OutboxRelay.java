package com.smipay.support.kit.outbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.outbox.RelayTurn.Outcome;
import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes what the outbox holds, in the order of its positions, and deletes what the broker has acknowledged
/// (`architecture.md`, The outbox). Every replica runs one; an advisory lock lets one at a time work.
///
/// Nothing is lost: a row goes only after its acknowledgement. A crash in between publishes it again, with the same
/// id. The records of a key keep their order. While the broker is away no transaction is opened. One thread; [#wake]
/// is for all.
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration ANOTHERS_TURN = Duration.ofMillis(20);
    private static final Duration DATABASE_AWAY = Duration.ofMillis(500);
    private static final Duration TOPICS_MISSING = Duration.ofMillis(50);
    private static final String AWAY = "is away";
    private static final String UNACKNOWLEDGED = "has not acknowledged them in time";
    private static final long SHORTEST_BACK_OFF_MS = 100;
    private static final long LONGEST_BACK_OFF_MS = 2_000;

    /// More than a broker and a database that both hang make of one round.
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(40);

    private final Broker broker;
    private final BooleanSupplier topicsStand;
    private final RelaySettings settings;
    private final RelayPublisher publisher;
    private final RelayTurn turn;
    private final OutboxGauges gauges;
    private final Semaphore wakes = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask task = new BackgroundTask("outbox-relay", LONGEST_ROUND, this::run);
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean brokerAway = true;
    private @Nullable String warnedOf;
    private long backOffMs;

    /// @param topicsStand nothing is published before: the first record would have some brokers make its topic, by
    ///     their own plan
    /// @param service names the producer in the broker's own logs and metrics
    public OutboxRelay(
            Database database, Broker broker, BooleanSupplier topicsStand, String service, RelaySettings settings) {
        this.broker = broker;
        this.topicsStand = topicsStand;
        this.settings = settings;
        this.publisher = new RelayPublisher(broker.settings(), service, settings.delivery());
        this.turn = new RelayTurn(database, publisher, settings);
        this.gauges = new OutboxGauges(database);
    }

    /// Once. Neither the broker nor the database need be there. A thread of the system's: it is woken by
    /// each answer of
    /// the database itself, without a queue behind the requests that are under way, and every reader waits for it.
    public synchronized void start() {
        task.start();
    }

    /// Says that something was committed into the outbox. Returns at once; call it after every such commit.
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /// Whether the broker was away when the relay last looked. True until it has looked first.
    public boolean brokerAway() {
        return brokerAway;
    }

    /// Rows published and deleted since the start.
    public long published() {
        return published.get();
    }

    /// Batches that the broker did not acknowledge whole, since the start.
    public long failures() {
        return failures.get();
    }

    /// The thread that relays.
    public BackgroundTask task() {
        return task;
    }

    /// The position up to which it looks no more.
    long emptyUpTo() {
        return turn.emptyUpTo();
    }

    /// Looks whether a row lies where the relay looks no more, which can't be, and has it look everywhere then. Now and
    /// then, on any thread but the relay's: it goes through all that is gone and not cleared away yet.
    public void lookBehindHead() {
        if (turn.hasForgotten()) {
            LOG.error("Rows of the outbox lay where it was taken for empty: everything is looked at again");
            wake();
        }
    }

    public OutboxGauges gauges() {
        return gauges;
    }

    /// One life: whatever ends it before it is closed, the next one begins with a producer of its own.
    private void run(BackgroundTask task) throws InterruptedException {
        try {
            while (!isClosing()) {
                task.beat();
                if (!topicsStand.getAsBoolean()) {
                    pause(TOPICS_MISSING);
                    continue;
                }
                pauseAfter(relay());
            }
            flush();
        } finally {
            publisher.close();
        }
    }

    private void pauseAfter(RelayTurn.Result result) throws InterruptedException {
        switch (result.outcome()) {
            case PUBLISHED_FULL_BATCH -> {
                // There is more.
            }
            case PUBLISHED_ALL -> {
                if (!wasWoken()) {
                    awaitWake();
                } else {
                    gatherAfter(result.published());
                }
            }
            case NOTHING_TO_DO -> awaitWake();
            case ANOTHERS -> {
                publisher.standReady();
                pause(ANOTHERS_TURN);
            }
            case DATABASE_AWAY -> pause(DATABASE_AWAY);
            case NOT_ACKNOWLEDGED, BROKER_AWAY -> {
                backOffMs = Math.clamp(backOffMs * 2, SHORTEST_BACK_OFF_MS, LONGEST_BACK_OFF_MS);
                pause(Duration.ofMillis(backOffMs));
            }
        }
    }

    private void gatherAfter(int published) throws InterruptedException {
        Duration wait = settings.gather().after(published);
        if (wait.isPositive()) {
            pause(wait);
        }
    }

    private RelayTurn.Result relay() {
        // The probe stands outside of any transaction, so an outage of the broker does not hold one open.
        if (brokerAway && !broker.answers()) {
            note(Outcome.BROKER_AWAY);
            return RelayTurn.Result.of(Outcome.BROKER_AWAY);
        }
        brokerAway = false;
        RelayTurn.Result result = turn.take();
        published.addAndGet(result.published());
        note(result.outcome());
        return result;
    }

    private void note(Outcome outcome) {
        switch (outcome) {
            case NOT_ACKNOWLEDGED -> {
                failures.incrementAndGet();
                noteRefused(publisher.fault());
            }
            case BROKER_AWAY -> noteWaiting(AWAY);
            case PUBLISHED_ALL, PUBLISHED_FULL_BATCH -> {
                backOffMs = 0;
                broker.notePublishing(null);
                if (warnedOf != null) {
                    LOG.info("The broker is back: the outbox is being published");
                    warnedOf = null;
                }
            }
            case NOTHING_TO_DO, ANOTHERS, DATABASE_AWAY -> {
                // Tells nothing about the broker.
            }
        }
    }

    private void noteRefused(@Nullable String fault) {
        if (fault == null) {
            noteWaiting(UNACKNOWLEDGED);
            return;
        }
        broker.notePublishing(fault);
        if (!fault.equals(warnedOf)) {
            warnedOf = null;
        }
        noteWaiting(fault);
    }

    /// Says once why, and again only where the broker has named another fault.
    private void noteWaiting(String why) {
        brokerAway = true;
        if (warnedOf == null) {
            LOG.warn("Events wait in the outbox. Kafka {}", why);
            warnedOf = why;
        }
    }

    /// What is there when the service stops, as far as it goes within the grace period.
    private void flush() {
        long deadline = System.nanoTime() + settings.grace().toNanos();
        Outcome outcome = Outcome.PUBLISHED_ALL;
        while (!brokerAway
                && (outcome == Outcome.PUBLISHED_ALL || outcome == Outcome.PUBLISHED_FULL_BATCH)
                && System.nanoTime() < deadline) {
            outcome = relay().outcome();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private boolean wasWoken() {
        return wakes.drainPermits() > 0;
    }

    private void awaitWake() throws InterruptedException {
        if (wakes.tryAcquire(settings.poll().toNanos(), TimeUnit.NANOSECONDS)) {
            wakes.drainPermits();
        }
    }

    /// Ends early when the relay is being closed.
    private void pause(Duration time) throws InterruptedException {
        if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.debug("Closing ended a pause");
        }
    }

    /// Publishes what is there within the grace period, then ends. Rows that are left wait for the next start, or for
    /// another replica.
    @Override
    public synchronized void close() {
        closing.countDown();
        wake();
        try {
            if (!task.join(settings.grace().plus(settings.delivery()))) {
                task.interrupt();
            }
        } catch (InterruptedException e) {
            task.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
