package com.smipay.support.kit.db;

import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the schema up to date ([Migrations]): at once where the database answers, else as soon as it does. A
/// service that starts while its database is away starts all the same, and is not ready.
public final class SchemaSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaSetup.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration LONGEST_MIGRATION = Duration.ofHours(4);

    private final Database database;
    private final Runnable whenDone;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean done;
    private volatile String sentence = "waits";
    private final BackgroundTask later = new BackgroundTask("schema-setup", LONGEST_MIGRATION, this::persevere);

    /// @param whenDone starts what needs the tables (relay, consumers); runs once
    public SchemaSetup(Database database, Runnable whenDone) {
        this.database = database;
        this.whenDone = whenDone;
    }

    /// Tries once on the calling thread, then goes on in the background until done.
    public synchronized void start() {
        if (!attempt()) {
            later.start();
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
        while (!closing.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
            task.beat();
            if (attempt()) {
                LOG.info("The database is there: its schema is up to date");
                return;
            }
        }
    }

    private boolean attempt() {
        try {
            Migrations.apply(database);
            String lacking = DatabaseRights.lacking(database);
            if (lacking != null) {
                say(lacking);
                return false;
            }
        } catch (DatabaseUnavailableException e) {
            say(database.standing().sentence());
            return false;
        } catch (FlywayException e) {
            say(DatabaseFault.ofMigration(e));
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
