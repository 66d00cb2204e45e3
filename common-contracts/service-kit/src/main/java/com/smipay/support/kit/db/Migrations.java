package com.smipay.support.kit.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A service's schema, brought up to date at its start, under Flyway's lock: several replicas may start at once.
public final class Migrations {
    private Migrations() {}

    /// Applies `classpath:db/kit` (outbox, idempotency) and the service's own `classpath:db/migration`.
    ///
    /// @throws DatabaseUnavailableException when the database is away
    public static void apply(Database database) {
        try {
            Flyway.configure()
                    .dataSource(database.dataSource())
                    .locations("classpath:db/kit", "classpath:db/migration")
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw Database.translate(e);
        }
    }
}
