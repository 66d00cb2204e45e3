package com.smipay.support.local.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smipay.support.local.restore.RestoredDatabase.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The ticket service's own tables in a PostgreSQL as Debian has it: written into a file, lost, put back, and begun
/// anew. Where none is installed the test is skipped and says so.
@Timeout(120)
final class DatabaseBackupTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final List<Path> MIGRATIONS = List.of(
            ROOT.resolve("common-contracts/service-kit/src/main/resources/db/kit"),
            ROOT.resolve("ticket-service/src/main/resources/db/migration"));
    private static final String OPEN = """
            insert into ticket (id, ticket_number, version, status_version, owner_user_id, email, subject, support_type,
                                status, priority, created_at, updated_at, conversation_revision, last_seq,
                                message_count, newest_seq, newest_preview, newest_is_from_user, newest_at, read_seq)
            select gen_random_uuid(), '%s', 7, 1, 'u-1', 'a@x.example', 'Subject', 'OTHER', 'closed', 'low', at, at, 1,
                   1, 1, 1, 'Words', true, at, 0
            from (select timestamptz '2020-01-01' as at) as made
            """;

    private final String year =
            Integer.toString(ZonedDateTime.now(ZoneOffset.UTC).getYear());

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private FoundPostgres server;

    @SuppressWarnings("NullAway.Init")
    private DatabaseBackup backup;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> programs = FoundPostgres.find();
        if (programs.isEmpty()) {
            System.err.println("SKIPPED: no PostgreSQL with initdb and pg_dump is installed here");
        }
        assumeTrue(programs.isPresent(), "no PostgreSQL with initdb and pg_dump is installed here");
        server = FoundPostgres.start(programs.orElseThrow(), directory);
        try (Connection connection = server.open("postgres")) {
            execute(connection, "create database ticket");
        }
        try (Connection connection = server.open("ticket")) {
            for (String migration : migrations()) {
                execute(connection, migration);
            }
        }
        backup = new DatabaseBackup(
                new RestoredDatabase(server.url("ticket"), FoundPostgres.USER, ""), server.programs());
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatWasLostIsThereAgainAndGoesOnInANewEpoch() throws Exception {
        sql("select nextval(ticket_number_sequence(" + year + ")) from generate_series(1, 12)");
        sql(OPEN.formatted("SMI-" + year + "-000012"));
        Path file = directory.resolve("ticket.backup");
        backup.write(file);
        sql(OPEN.formatted("SMI-" + year + "-000013"));
        sql("update ticket set subject = 'Nonsense'; drop table ticket_history cascade");

        backup.restore(file);
        Epoch epoch = backup.database().begin(Map.of(year, 13L), 1000);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(texts("select ticket_number || ' ' || subject from ticket"))
                .containsExactly("SMI-" + year + "-000012 Subject");
        assertThat(texts("select version from ticket")).containsExactly(Long.toString(epoch.number() * 1_000_000 + 7));
        assertThat(texts("select count(*) from ticket_history")).containsExactly("0");
        assertThat(epoch.toTell()).isEqualTo(1);
        assertThat(Integer.parseInt(texts("select nextval(ticket_number_sequence(" + year + "))")
                        .getFirst()))
                .as("behind what the topic knows, and behind the gap")
                .isGreaterThan(1013);
    }

    @Test
    void aFileThatIsNoneTakesNothingAway() throws Exception {
        sql(OPEN.formatted("SMI-" + year + "-000012"));
        Path file = Files.writeString(directory.resolve("half.backup"), "PGDMP and no more");

        assertThatThrownBy(() -> backup.restore(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pg_restore");

        assertThat(texts("select subject from ticket")).containsExactly("Subject");
    }

    @Test
    void aBackupThatFailsLeavesNoFile() throws Exception {
        Path file = directory.resolve("ticket.backup");
        DatabaseBackup ofNothing = new DatabaseBackup(
                new RestoredDatabase(server.url("nothing"), FoundPostgres.USER, ""), server.programs());

        assertThatThrownBy(() -> ofNothing.write(file)).hasMessageContaining("\"nothing\" does not exist");
        assertThatThrownBy(() -> new DatabaseBackup(backup.database(), directory.resolve("empty")).write(file))
                .hasMessageContaining("pg_dump is missing");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString())).noneMatch(name -> name.contains(".backup"));
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = server.open("ticket")) {
            execute(connection, sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = server.open("ticket");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// As Flyway orders them: the kit's are V0_1 and on.
    private static List<String> migrations() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path folder : MIGRATIONS) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".sql"))
                        .sorted(Comparator.comparingInt(DatabaseBackupTest::number))
                        .toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static int number(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("^V(?:0_)?(\\d+)__.*$", "$1"));
    }
}
