package com.smipay.support.messaging;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.DatabaseTimeouts;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;

/// Databases with the messaging service's schema.
public final class MessagingDatabase {
    /// Tests hold rows for as long as a busy machine makes them.
    private static final DatabaseTimeouts PATIENT = new DatabaseTimeouts(
            Duration.ofSeconds(30),
            Duration.ofSeconds(40),
            Duration.ofSeconds(30),
            Duration.ofSeconds(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(8));

    private MessagingDatabase() {}

    public static TestDatabase fresh() {
        return TestPostgres.freshDatabase("messaging", prepared -> {
            try (Database database = open(prepared)) {
                Migrations.apply(database);
            }
        });
    }

    /// With one connection, whose own figures are complete.
    public static Database openOne(TestDatabase at) {
        return new Database(
                new DatabaseSettings(at.url(), at.username(), at.password(), 1, Duration.ofSeconds(20), PATIENT));
    }

    public static Database open(TestDatabase at) {
        return new Database(
                new DatabaseSettings(at.url(), at.username(), at.password(), 16, Duration.ofSeconds(20), PATIENT));
    }
}
