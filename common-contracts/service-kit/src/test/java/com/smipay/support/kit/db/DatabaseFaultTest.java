package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a database is said, and not only that it is away; and it works with the rights that a careful
/// administrator gives.
class DatabaseFaultTest {
    private static final AtomicInteger ROLES = new AtomicInteger();
    private static final String PASSWORD = "pass-" + ProcessHandle.current().pid();

    private final TestDatabase sql = TestPostgres.freshDatabase();
    private final String role = "role_" + ProcessHandle.current().pid() + "_" + ROLES.incrementAndGet();

    @Test
    void aWrongPasswordIsSaid() {
        createRole();
        assertThat(sentence(sql.url(), role, "wrong")).contains("refuses the password", "28P01");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaid() {
        String url = sql.url().substring(0, sql.url().lastIndexOf('/')) + "/nowhere";
        assertThat(sentence(url, sql.username(), sql.password()))
                .contains("There is no database of this name", "3D000");
    }

    @Test
    void anAddressWithNobodyThereIsSaid() {
        assertThat(sentence("jdbc:postgresql://127.0.0.1:1/x", "x", "x"))
                .isEqualTo("Nobody listens at the database's address");
        assertThat(sentence("jdbc:postgresql://nowhere.invalid:1/x", "x", "x"))
                .isEqualTo("The name of the database's host can't be resolved");
    }

    @Test
    void anEncryptionThatTheServerHasNotIsSaid() {
        assertThat(sentence(sql.url() + "?sslmode=require", sql.username(), sql.password()))
                .contains("The database refuses the connection", "SSL");
    }

    @Test
    void aPasswordInAFileIsReadAgainWhenItWasChanged(@TempDir Path directory) throws Exception {
        createRole();
        Path file = directory.resolve("password");
        Files.writeString(file, "not-yet\n");
        Settings settings = new Settings(Config.just(ConfigSources.create(Map.of(
                "database.password", Files.readString(file),
                "database.password-file", file.toString()))));
        Supplier<String> password = DatabasePassword.of(settings, "database.password");
        try (Database database = new Database(settings(role, password, null))) {
            assertThat(database.standing().writable()).isFalse();

            Files.writeString(file, PASSWORD + "\n");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> database.standing().writable());
        }
    }

    /// The owner of the tables migrates them; whoever works with them may do that and no more.
    @Test
    void theOwnerOfTheTablesMayBeSomebodyElse() {
        createRole();
        DatabaseSettings.Owner owner = new DatabaseSettings.Owner(sql.url(), sql.username(), sql::password);
        try (Database database = new Database(settings(role, () -> PASSWORD, owner))) {
            Migrations.apply(database);

            assertThat(DatabaseRights.lacking(database)).isNull();
            assertThat(database.update("delete from outbox", Map.of())).isZero();
        }
    }

    @Test
    void aRightThatIsLackingIsNamedAndTheSchemaWaitsForIt() throws Exception {
        createRole();
        try (Database database = new Database(settings(role, () -> PASSWORD, null));
                SchemaSetup schema = new SchemaSetup(database, () -> {})) {
            schema.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> schema.sentence().contains("lacks a right"));
            assertThat(schema.done()).isFalse();
            assertThat(schema.sentence()).contains("permission denied for schema public");

            sql.execute("grant create, usage on schema public to " + role);

            await().atMost(Duration.ofSeconds(30)).until(schema::done);
            assertThat(schema.sentence()).isEqualTo("up to date");
        }
    }

    @Test
    void aTableThatMayNotBeWrittenIsNamed() {
        createRole();
        try (Database owners = new Database(settings(sql.username(), sql::password, null));
                Database database = new Database(settings(role, () -> PASSWORD, null))) {
            Migrations.apply(owners);

            assertThat(DatabaseRights.lacking(database)).contains(role, "outbox", "grant select");
        }
    }

    /// A table of somebody else in the same schema is not the service's business.
    @Test
    void tablesOfOthersMayBeForOthersAlone() {
        createRole();
        sql.execute("grant create, usage on schema public to " + role);
        try (Database database = new Database(settings(role, () -> PASSWORD, null))) {
            Migrations.apply(database);
            sql.execute("create table of_others (id int)");

            assertThat(DatabaseRights.lacking(database)).isNull();
        }
    }

    @Test
    void anOwnersAddressWithNobodyThereIsSaidAndNotThatAllIsWell() throws Exception {
        DatabaseSettings.Owner nowhere =
                new DatabaseSettings.Owner("jdbc:postgresql://127.0.0.1:1/x", sql.username(), sql::password);
        try (Database database = new Database(settings(sql.username(), sql::password, nowhere));
                SchemaSetup schema = new SchemaSetup(database, () -> {})) {
            schema.start();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> schema.sentence().equals("Nobody listens at the database's address"));
        }
    }

    /// A dump reads every table, and keeps it from being changed for as long as it takes.
    @Test
    void aMigrationThatWaitsForATableKeepsNobodyElseFromIt(@TempDir Path directory) throws Exception {
        String location = "filesystem:" + directory;
        AtomicInteger written = new AtomicInteger();
        Files.writeString(directory.resolve("V1__shelf.sql"), "create table shelf (id int)");
        try (Database database = new Database(settings(sql.username(), sql::password, null));
                SchemaSetup schema =
                        new SchemaSetup(database, at -> Migrations.apply(at, "classpath:db/kit", location), () -> {})) {
            Migrations.apply(database, "classpath:db/kit", location);
            Files.writeString(directory.resolve("V2__wider.sql"), """
                    create table beside_shelf (id int);
                    alter table shelf add column n int;
                    """);
            try (TestDatabase.Held dump = sql.hold("select * from shelf")) {
                schema.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    assertThat(database.update("insert into shelf (id) values (:id)", Map.of("id", written.get())))
                            .isEqualTo(1);
                    written.incrementAndGet();
                    return schema.sentence().startsWith("A migration waits for a table that another transaction holds");
                });
                assertThat(schema.done()).isFalse();
                assertThat(sql.number("select count(*) from pg_class where relname = 'beside_shelf'"))
                        .as("what a migration did before it gave up")
                        .isZero();
            }
            await().atMost(Duration.ofSeconds(30)).until(schema::done);
            assertThat(sql.number("select count(*) from shelf where n is null")).isEqualTo(written.get());
        }
    }

    /// A rollback: the version after this one has run here, with migrations of its own.
    @Test
    void theVersionBeforeStartsOnTheSchemaAfter() {
        try (Database database = new Database(settings(sql.username(), sql::password, null))) {
            Migrations.apply(database);
            sql.execute("""
                    create table of_later (id int);
                    insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                       installed_by, execution_time, success)
                    values (91, '0.99', 'of the kit', 'SQL', 'V0_99__of_the_kit.sql', 1, 'x', 1, true),
                           (92, '99', 'of the service', 'SQL', 'V99__of_the_service.sql', 1, 'x', 1, true)
                    """);

            Migrations.apply(database);

            assertThat(database.standing().writable()).isTrue();
        }
    }

    private void createRole() {
        sql.execute("create role %s login password '%s'".formatted(role, PASSWORD));
    }

    private DatabaseSettings settings(
            String username, Supplier<String> password, DatabaseSettings.@Nullable Owner owner) {
        return new DatabaseSettings(
                sql.url(),
                username,
                password,
                DatabaseSettings.PoolMode.SESSION,
                owner,
                2,
                Duration.ofSeconds(5),
                DatabaseTimeouts.standard());
    }

    private static String sentence(String url, String username, String password) {
        try (Database database =
                new Database(new DatabaseSettings(url, username, password, 1, Duration.ofMillis(700)))) {
            return database.standing().sentence();
        }
    }
}
