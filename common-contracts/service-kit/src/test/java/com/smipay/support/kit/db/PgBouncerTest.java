package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smipay.support.servers.postgres.PgBouncer;
import com.smipay.support.servers.postgres.PostgresAddress;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Behind a pooler that gives each transaction another connection of the server's. Wants Debian's `pgbouncer`; where it
/// is not there the test is skipped and says so.
@Timeout(90)
class PgBouncerTest {
    private static final int CALLERS = 8;
    private static final int EACH = 150;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path directory;

    private final TestDatabase sql = TestPostgres.freshDatabase();

    @SuppressWarnings("NullAway.Init")
    private ProcessHandle bouncer;

    private int port;

    @BeforeEach
    void start() throws Exception {
        if (PgBouncer.find().isEmpty()) {
            LoggerFactory.getLogger(PgBouncerTest.class).warn("Skipped: pgbouncer is not installed");
        }
        assumeTrue(PgBouncer.find().isPresent(), "pgbouncer is not installed");
        startBouncer();
    }

    @AfterEach
    void stop() {
        if (bouncer != null) {
            bouncer.destroy();
            bouncer.onExit().join();
        }
    }

    @Test
    void whatIsAcknowledgedIsStoredHoweverConnectionsChange() throws Exception {
        sql.execute("create table counter (id int primary key, n int); insert into counter select n, 0 from"
                + " generate_series(1, 4) as n");
        AtomicInteger acknowledged = new AtomicInteger();
        try (Database database = database();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                int row = 1 + caller % 4;
                callers.execute(() -> {
                    for (int i = 0; i < EACH; i++) {
                        int known = i;
                        database.transaction(statements -> {
                            statements.queryOne(
                                    "select n from counter where id = :id", Map.of("id", row), one -> one.integer("n"));
                            return statements.update(
                                    "update counter set n = n + 1 where id = :id and :known >= 0",
                                    Map.of("id", row, "known", known));
                        });
                        acknowledged.incrementAndGet();
                    }
                });
            }
        }
        assertThat(acknowledged).hasValue(CALLERS * EACH);
        assertThat(sql.number("select sum(n) from counter")).isEqualTo(CALLERS * EACH);
    }

    @Test
    void migrationsGoToTheServerAndSessionsKeepTheTimeouts() throws Exception {
        try (Database database = database()) {
            Migrations.apply(database);
            // The pooler's connections of before keep what they had: as after its server_lifetime.
            stop();
            startBouncer();
        }
        try (Database database = database()) {
            Migrations.apply(database);

            assertThat(database.standing().timeouts())
                    .containsEntry("lock", "750ms")
                    .containsEntry("statement", "7s")
                    .containsEntry("idle-in-transaction", "5s");
        }
    }

    private Database database() {
        TestDatabase pooled = sql.through("127.0.0.1", port);
        return new Database(new DatabaseSettings(
                pooled.url(),
                sql.username(),
                sql::password,
                DatabaseSettings.PoolMode.TRANSACTION,
                new DatabaseSettings.Owner(sql.url(), sql.username(), sql::password),
                CALLERS,
                Duration.ofSeconds(5),
                DatabaseTimeouts.standard()));
    }

    private void startBouncer() throws Exception {
        port = FreePorts.any();
        PostgresAddress server =
                new PostgresAddress("127.0.0.1:" + sql.port(), sql.username(), sql.password(), Map.of());
        bouncer = new PgBouncer(PgBouncer.find().orElseThrow(), directory, port, server, 3)
                .start(directory.resolve("log"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    private boolean listens() {
        try (Socket line = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return line.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
