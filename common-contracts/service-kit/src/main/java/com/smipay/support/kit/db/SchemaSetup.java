package com.smipay.support.kit.db;

import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the schema up to date ([Migrations]) in the background, as soon as the database allows it. A service listens
/// meanwhile, and is not ready: whoever watches over it need not end a migration that takes an hour.
public final class SchemaSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaSetup.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /// A migration that fails takes its locks again each time, while others serve.
    private static final Duration BETWEEN_FAILURES = Duration.ofMinutes(1);

    /// Most have nothing to do and are done by then.
    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final Duration LONGEST_MIGRATION = Duration.ofHours(4);

    private final Database database;
    private final Consumer<Database> migrations;
    private final Runnable whenDone;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch tried = new CountDownLatch(1);
    private volatile boolean done;
    private volatile String sentence = "waits";
    private boolean isAway;
    private final BackgroundTask later = new BackgroundTask("schema-setup", LONGEST_MIGRATION, this::persevere);

    /// @param whenDone starts what needs the tables (relay, consumers); runs once
    public SchemaSetup(Database database, Runnable whenDone) {
        this(database, Migrations::apply, whenDone);
    }

    /// Package-private for a test.
    SchemaSetup(Database database, Consumer<Database> migrations, Runnable whenDone) {
        this.database = database;
        this.migrations = migrations;
        this.whenDone = whenDone;
    }

    /// Goes on in the background until done. Waits a moment for it, so that who starts quickly is ready at once.
    public synchronized void start() {
        later.start();
        try {
            tried.await(QUICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the schema is up to date.
    public boolean done() {
        return done;
    }

    /// How far it is, for health: why it can't be brought up to date, where it can't.
    public String sentence() {
        return sentence;
    }

    private void persevere(BackgroundTask task) throws InterruptedException {
        Duration pause = BETWEEN_TRIES;
        task.beat();
        while (!attempt()) {
            tried.countDown();
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            pause = isAway ? BETWEEN_TRIES : longer(pause);
            task.beat();
        }
        tried.countDown();
        LOG.info("The schema is up to date");
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(BETWEEN_FAILURES) < 0 ? twice : BETWEEN_FAILURES;
    }

    private boolean attempt() {
        isAway = false;
        try {
            migrations.accept(database);
            String lacking = DatabaseRights.lacking(database);
            if (lacking != null) {
                say(lacking);
                return false;
            }
        } catch (RuntimeException e) {
            DatabaseStanding standing = database.standing();
            isAway = !standing.writable();
            say(isAway ? standing.sentence() : DatabaseFault.ofMigration(e));
            return false;
        }
        sentence = "up to date";
        whenDone.run();
        done = true;
        return true;
    }

    /// Once for each thing that is wrong, however often it is tried.
    private void say(String what) {
        if (!what.equals(sentence)) {
            sentence = what;
            LOG.warn("The schema is brought up to date when the database allows it. {}", what);
        }
    }

    /// Call it before closing what `whenDone` starts.
    @Override
    public synchronized void close() throws InterruptedException {
        closing.countDown();
        later.join();
    }
}
