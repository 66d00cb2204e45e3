package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));
    private static final int CALLERS = 8;
    private static final int EACH = 150;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path directory;

    private final TestDatabase sql = TestPostgres.freshDatabase();

    @SuppressWarnings("NullAway.Init")
    private Process bouncer;

    private int port;

    @BeforeEach
    void start() throws Exception {
        boolean isThere = PLACES.stream().anyMatch(Files::isExecutable);
        if (!isThere) {
            LoggerFactory.getLogger(PgBouncerTest.class).warn("Skipped: pgbouncer is not installed");
        }
        assumeTrue(isThere, "pgbouncer is not installed");
        startBouncer();
    }

    @AfterEach
    void stop() throws Exception {
        if (bouncer != null) {
            bouncer.destroy();
            bouncer.waitFor();
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

    /// It does not run as root, so it may read what everybody may.
    private void startBouncer() throws Exception {
        Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
        port = FreePorts.any();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path users = Files.writeString(
                directory.resolve("users"), "\"%s\" \"%s\"\n".formatted(sql.username(), sql.password()));
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d

                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 3
                ignore_startup_parameters = extra_float_digits
                """.formatted(sql.port(), port, users));
        for (Path file : List.of(users, settings)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        List<String> asNobody = System.getProperty("user.name").equals("root") ? List.of("-u", "nobody") : List.of();
        bouncer = new ProcessBuilder(Stream.of(List.of(program.toString()), asNobody, List.of(settings.toString()))
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
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
