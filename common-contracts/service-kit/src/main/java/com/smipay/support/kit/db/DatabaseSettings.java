package com.smipay.support.kit.db;

import com.smipay.support.kit.config.Settings;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where a service's database is, and how much of it the service may use.
///
/// @param password as it is when somebody asks
/// @param owner who makes and changes the tables, where it is somebody else than the user who works with them; null
///     where the one is the other
/// @param poolSize connections at the most; callers past it wait for `acquireTimeout` and are then refused
public record DatabaseSettings(
        String url,
        String username,
        Supplier<String> password,
        @Nullable Owner owner,
        int poolSize,
        Duration acquireTimeout,
        DatabaseTimeouts timeouts) {
    /// A user of the database, by name and password.
    public record Owner(String username, Supplier<String> password) {
        private static @Nullable Owner from(Settings settings) {
            String name = settings.optionalText("database.owner-username");
            return name == null ? null : new Owner(name, DatabasePassword.of(settings, "database.owner-password"));
        }
    }

    public DatabaseSettings(
            String url,
            String username,
            String password,
            int poolSize,
            Duration acquireTimeout,
            DatabaseTimeouts timeouts) {
        this(url, username, () -> password, null, poolSize, acquireTimeout, timeouts);
    }

    public DatabaseSettings(String url, String username, String password, int poolSize, Duration acquireTimeout) {
        this(url, username, password, poolSize, acquireTimeout, DatabaseTimeouts.standard());
    }

    /// Who works with the tables.
    Owner user() {
        return new Owner(username, password);
    }

    public static DatabaseSettings from(Settings settings) {
        return new DatabaseSettings(
                settings.text("database.url"),
                settings.text("database.username"),
                DatabasePassword.of(settings, "database.password"),
                Owner.from(settings),
                settings.number("database.pool-size"),
                settings.duration("database.acquire-timeout"),
                DatabaseTimeouts.from(settings));
    }
}
