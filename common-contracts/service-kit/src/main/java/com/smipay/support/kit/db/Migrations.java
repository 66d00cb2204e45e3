package com.smipay.support.kit.db;

import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A service's schema, brought up to date at its start, under Flyway's lock: several replicas may start at once.
public final class Migrations {
    /// An index on a large table takes longer than any request may.
    private static final Map<String, String> PATIENT = Map.of(
            "connectTimeout",
            "2",
            "socketTimeout",
            "600",
            "tcpKeepAlive",
            "true",
            "targetServerType",
            "primary",
            "options",
            DatabaseTimeouts.noneOptions());

    private Migrations() {}

    /// Applies `classpath:db/kit` (outbox, idempotency) and the service's own `classpath:db/migration`.
    ///
    /// @throws DatabaseUnavailableException when the database is away
    public static void apply(Database database) {
        if (!database.standing().writable()) {
            throw new DatabaseUnavailableException(new SQLTransientConnectionException("It does not take changes"));
        }
        DatabaseSettings at = database.settings();
        try {
            Flyway.configure()
                    .dataSource(at.url(), at.username(), at.password())
                    .jdbcProperties(PATIENT)
                    .locations("classpath:db/kit", "classpath:db/migration")
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw Database.translate(e);
        }
    }
}
