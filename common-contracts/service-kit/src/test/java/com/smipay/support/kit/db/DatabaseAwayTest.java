package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The database goes away, or hangs, under many callers.
@Timeout(60)
final class DatabaseAwayTest {
    private static final int CALLERS = 200;

    private CuttableLine line;
    private Database database;

    @BeforeEach
    void start() {
        TestDatabase sql = TestPostgres.freshDatabase();
        line = new CuttableLine(sql.port());
        TestDatabase through = sql.through(line.host(), line.port());
        database = new Database(new DatabaseSettings(
                through.url() + "?socketTimeout=2", through.username(), through.password(), 4, Duration.ofMillis(700)));
        assertThat(database.answers()).isTrue();
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
        line.close();
    }

    @Test
    void whileItIsAwayCallersAreToldAtOnceAndItIsFoundAgain() {
        staysAwayAndComesBack(line::cut);
    }

    @Test
    void whileItHangsCallersAreToldAtOnceAndItIsFoundAgain() {
        staysAwayAndComesBack(line::hold);
    }

    /// Each of many callers holds a connection for a while and gives it back; whoever only looks comes too late.
    @Test
    void aDatabaseThatOthersKeepBusyIsNotAway() {
        assertThat(database.standing().writable()).isTrue();
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    while (!enough.get()) {
                        holdConnection();
                    }
                });
            }
            try {
                await().until(() -> {
                    DatabaseStanding standing = database.standing();
                    assertThat(standing.writable()).as(standing.sentence()).isTrue();
                    return standing.sentence().startsWith("All connections are in use");
                });
            } finally {
                enough.set(true);
            }
        }
        await().until(() -> database.standing().sentence().equals(DatabaseStanding.ANSWERS));
    }

    private void holdConnection() {
        try {
            database.query("select 1 as one from pg_sleep(0.1)", Map.of(), row -> row.integer("one"));
        } catch (DatabaseUnavailableException e) {
            assertThat(e).isNotNull();
        }
    }

    private void staysAwayAndComesBack(Runnable trouble) {
        trouble.run();
        await().until(() -> !database.answers());
        await().until(() -> database.activeConnections() == 0);

        // One after another: each of them waiting for the pool would take minutes.
        long began = System.nanoTime();
        for (int i = 0; i < CALLERS; i++) {
            assertThatThrownBy(this::ask).isInstanceOf(DatabaseUnavailableException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));

        AtomicInteger away = new AtomicInteger();
        AtomicInteger mostWaiting = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    mostWaiting.accumulateAndGet(database.waitingCallers(), Math::max);
                    if (!database.answers()) {
                        away.incrementAndGet();
                    }
                });
            }
        }
        assertThat(away).hasValue(CALLERS);
        assertThat(mostWaiting.get()).isLessThanOrEqualTo(1);

        line.mend();
        await().atMost(Duration.ofSeconds(15)).until(database::answers);
        assertThat(ask()).isEqualTo(1);
    }

    private int ask() {
        return database.queryOne("select 1 as one", Map.of(), row -> row.integer("one"))
                .orElseThrow();
    }
}
