package com.smipay.support.kit.db;

import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A service's schema, brought up to date at its start, under Flyway's lock: several replicas may start at once.
public final class Migrations {
    /// An index on a large table takes longer than any request may: hours, where the table is very large. A server that
    /// is gone is noticed by the system's own probes (`tcpKeepAlive`).
    private static final String LONGEST_SECONDS = "14400";

    /// Extensions may have a schema of their own, and migrations name what is in `pg_trgm` without it. Behind the
    /// others, so that tables are made where they always were; for migrations alone, because what these make keeps
    /// to what they found. A schema that the owner may not use is left out by PostgreSQL itself.
    private static final String LOOK_BESIDE = """
            do $$
            begin
                perform set_config('search_path', current_setting('search_path') || ', ' || quote_ident(nspname), false)
                from pg_extension
                join pg_namespace on pg_namespace.oid = extnamespace
                where extname = 'pg_trgm' and current_schema() is not null
                  and nspname <> all (current_schemas(true));
            end
            $$
            """;

    private Migrations() {}

    private static Map<String, String> connection(DatabaseTimeouts timeouts) {
        return Map.of(
                "connectTimeout",
                "2",
                "socketTimeout",
                LONGEST_SECONDS,
                "tcpKeepAlive",
                "true",
                "targetServerType",
                "primary",
                "options",
                timeouts.migrationOptions());
    }

    /// Applies `classpath:db/kit` (outbox, idempotency) and the service's own `classpath:db/migration`, as the owner
    /// of the tables, who then lets the service's own user work with them. Migrations that this version does not
    /// know stay as they are: a version after it made them.
    ///
    /// Each is a transaction. One that meets a table that somebody holds (a dump, a long report) gives up soon and
    /// leaves nothing, so that those who want the table behind it go on; it is to be tried again.
    ///
    /// @throws DatabaseUnavailableException when the database is away, or a table is held
    public static void apply(Database database) {
        apply(database, "classpath:db/kit", "classpath:db/migration");
    }

    /// Package-private for a test.
    static void apply(Database database, String... locations) {
        if (!database.standing().writable()) {
            throw new DatabaseUnavailableException(new SQLTransientConnectionException("It does not take changes"));
        }
        DatabaseSettings at = database.settings();
        try {
            DatabaseSettings.Owner owner = at.owner() == null ? at.user() : at.owner();
            Flyway.configure()
                    .dataSource(owner.url(), owner.username(), owner.password().get())
                    .jdbcProperties(connection(at.timeouts()))
                    .initSql(LOOK_BESIDE)
                    .locations(locations)
                    .outOfOrder(true)
                    // A version after this one has run here: it left everything that this one needs, and a rollback
                    // must start.
                    .ignoreMigrationPatterns("*:missing", "*:future")
                    .load()
                    .migrate();
            if (!owner.username().equals(at.username())) {
                DatabaseRights.grant(at, owner);
            }
            if (at.poolMode() == DatabaseSettings.PoolMode.TRANSACTION) {
                at.timeouts().keepForUser(database);
            }
        } catch (FlywayException e) {
            throw Database.translate(e);
        }
    }
}
