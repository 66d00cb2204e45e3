package com.smipay.support.servers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.servers.postgres.PostgresSettings.Durability;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresServerTest {
    @TempDir
    static Path template;

    @TempDir
    Path parent;

    private Path directory = Path.of("unset");

    /// Making a cluster takes most of a test's time: it is made once, and copied.
    @BeforeAll
    static void makeCluster() throws Exception {
        PostgresServer.startThrowaway(template).close();
    }

    @BeforeEach
    void copyCluster() throws Exception {
        directory = parent.resolve("postgres");
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(template.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void aServerMakesWhatItNeeds() throws Exception {
        try (PostgresServer server = PostgresServer.start(parent.resolve("new"), 0)) {
            assertThat(setting(server, "server_encoding")).isEqualTo("UTF8");
            assertThat(setting(server, "data_checksums")).isEqualTo("on");
        }
        assertThat(Files.getPosixFilePermissions(parent.resolve("new").resolve("password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void anAnsweredCommitIsOnTheDiskByDefault() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(server, "full_page_writes")).isEqualTo("on");
            assertThat(setting(server, "autovacuum")).isEqualTo("on");
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    /// A search finds its rows by the trigrams of its letters.
    @Test
    void lettersOfOtherAlphabetsAreLettersToo() throws Exception {
        try (PostgresServer server = PostgresServer.startThrowaway(directory);
                Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create extension pg_trgm");
            assertThat(query(server, "postgres", "select cardinality(show_trgm('żółw'))"))
                    .isEqualTo("5");
            assertThat(query(server, "postgres", "select lower('ŻÓŁW')")).isEqualTo("żółw");
        }
    }

    @Test
    void aTestMayAskForLess() throws Exception {
        try (PostgresServer server = PostgresServer.startThrowaway(directory)) {
            assertThat(setting(server, "fsync")).isEqualTo("off");
            assertThat(setting(server, "synchronous_commit")).isEqualTo("off");
        }
    }

    @Test
    void dataSurvivesKillAndStop() throws Exception {
        PostgresServer first = PostgresServer.start(directory, 0);
        first.createDatabase("ticket");
        first.createDatabase("ticket");
        run(first, "ticket", "create table kept (word text)");
        run(first, "ticket", "insert into kept values ('ọmọ')");
        first.kill();

        try (PostgresServer second = PostgresServer.start(directory, 0)) {
            assertThat(query(second, "ticket", "select upper(word) from kept")).isEqualTo("ỌMỌ");
        }
        try (PostgresServer third = PostgresServer.start(directory, 0)) {
            assertThat(query(third, "ticket", "select count(*) from kept")).isEqualTo("1");
        }
    }

    @Test
    void aServerThatOutlivedItsStarterIsTakenOver() throws Exception {
        PostgresServer first = PostgresServer.start(directory, 0);
        try (PostgresServer second = PostgresServer.start(directory, first.port())) {
            assertThat(second.pid()).isEqualTo(first.pid());
        }
        assertThat(first.process().isAlive()).isFalse();
    }

    @Test
    void aServerOnAnotherPortThanTheWantedIsStartedAnew() throws Exception {
        PostgresServer first = PostgresServer.start(directory, 0);
        int other = FreePorts.any();
        try (PostgresServer second = PostgresServer.start(directory, other)) {
            assertThat(first.process().isAlive()).isFalse();
            assertThat(second.port()).isEqualTo(other);
        }
    }

    @Test
    void aThrowawayServerEndsWithItsStarterHoweverThatEnds() throws Exception {
        Process starter = new ProcessBuilder(JavaProgram.ofClasses(
                                System.getProperty("java.class.path"), ThrowawayStarter.class.getName(), 64)
                        .command(List.of(directory.toString())))
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(directory.resolve("pid")));
        long server = Long.parseLong(Files.readString(directory.resolve("pid")));
        starter.destroyForcibly();
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        ProcessHandle.of(server).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void nobodyComesInWithoutThePassword() throws Exception {
        try (PostgresServer server = PostgresServer.startThrowaway(directory)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "support", "guessed")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aLostPasswordIsSaidPlainly() throws Exception {
        PostgresServer.start(directory, 0).close();
        Files.writeString(directory.resolve("password"), "another");
        assertThatThrownBy(() -> PostgresServer.start(directory, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not take the password in");
    }

    @Test
    void aStaleProcessIdOfSomebodyElseIsNotBelieved() throws Exception {
        PostgresServer.start(directory, 0).close();
        PostgresSettings settings = PostgresSettings.in(directory, 0, Durability.DURABLE);
        long mine = ProcessHandle.current().pid();
        Files.writeString(
                PostmasterFile.in(settings.cluster()),
                mine + "\n" + settings.cluster() + "\n1\n5432\n\n127.0.0.1\n0 0\nready   \n");
        try (PostgresServer server = PostgresServer.start(settings)) {
            assertThat(server.pid()).isNotEqualTo(mine);
        }
    }

    private static String setting(PostgresServer server, String name) throws SQLException {
        return query(server, "postgres", "show " + name);
    }

    private static String query(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.username(), server.password());
    }
}
