package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.SchemaSetup;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A company that keeps its extensions in a schema of their own, as some clouds do: nothing leads to it.
@Timeout(120)
class ExtensionSchemaTest {
    private static final String ROLE = "keeper_" + ProcessHandle.current().pid();
    private static final String PASSWORD = "pass-" + ProcessHandle.current().pid();

    private final TestDatabase sql = TestPostgres.freshDatabase();

    @Test
    void trigramsOfAnotherSchemaAreFoundOnceTheOwnerMayUseIt() throws Exception {
        sql.execute("""
                create schema extensions;
                create extension pg_trgm schema extensions;
                create role %1$s login password '%2$s';
                grant create, usage on schema public to %1$s;
                """.formatted(ROLE, PASSWORD));
        try (Database database =
                        new Database(new DatabaseSettings(sql.url(), ROLE, PASSWORD, 4, Duration.ofSeconds(20)));
                SchemaSetup schema = new SchemaSetup(database, () -> {})) {
            schema.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> schema.sentence().contains("42704"));
            assertThat(schema.sentence()).contains("pg_trgm", "grant usage", "set search_path", "gin_trgm_ops");

            sql.execute("grant usage on schema extensions to " + ROLE);

            await().atMost(Duration.ofSeconds(60)).until(schema::done);
            assertThat(sql.number("select count(*) from pg_class where relname = 'ticket'"
                            + " and relnamespace = cast('public' as regnamespace)"))
                    .as("tables stand where they always were")
                    .isEqualTo(1);
            Seed.open(database, "Some subject", "a@x.ng", null, SupportType.OTHER, Priority.LOW);
            database.query("select cast(count_trigrams() as text) as counted", Map.of(), row -> 0);
        }
    }
}
