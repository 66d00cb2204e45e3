package com.smipay.support.kit.db;

import com.smipay.support.kit.config.Settings;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where a service's database is, and how much of it the service may use.
///
/// @param password as it is when somebody asks
/// @param poolMode whether `url` leads to the server, or to a pooler that changes the server's connection with each
///     transaction
/// @param owner who makes and changes the tables, at which address, where it is not the user who works with them by
///     the address above; null where it is
/// @param poolSize connections at the most; callers past it wait for `acquireTimeout` and are then refused
public record DatabaseSettings(
        String url,
        String username,
        Supplier<String> password,
        PoolMode poolMode,
        @Nullable Owner owner,
        int poolSize,
        Duration acquireTimeout,
        DatabaseTimeouts timeouts) {
    /// In PgBouncer's words.
    public enum PoolMode {
        /// A connection of ours is one of the server's for as long as it is open.
        SESSION,
        /// What one transaction leaves in its session the next one does not find, or somebody else's does.
        TRANSACTION
    }

    /// A user of the database, at the server itself.
    public record Owner(String url, String username, Supplier<String> password) {
        private static @Nullable Owner from(Settings settings) {
            String url = settings.optionalText("database.owner-url");
            String name = settings.optionalText("database.owner-username");
            if (url == null && name == null) {
                return null;
            }
            return new Owner(
                    url == null ? settings.text("database.url") : url,
                    name == null ? settings.text("database.username") : name,
                    DatabasePassword.of(settings, name == null ? "database.password" : "database.owner-password"));
        }
    }

    public DatabaseSettings(
            String url,
            String username,
            String password,
            int poolSize,
            Duration acquireTimeout,
            DatabaseTimeouts timeouts) {
        this(url, username, () -> password, PoolMode.SESSION, null, poolSize, acquireTimeout, timeouts);
    }

    public DatabaseSettings(String url, String username, String password, int poolSize, Duration acquireTimeout) {
        this(url, username, password, poolSize, acquireTimeout, DatabaseTimeouts.standard());
    }

    /// Who works with the tables.
    Owner user() {
        return new Owner(url, username, password);
    }

    public static DatabaseSettings from(Settings settings) {
        PoolMode poolMode = poolMode(settings);
        Owner owner = Owner.from(settings);
        if (poolMode == PoolMode.TRANSACTION && (owner == null || owner.url().equals(settings.text("database.url")))) {
            throw new IllegalStateException("Setting database.owner-url is missing: migrations need the server itself,"
                    + " where database.pool-mode is transaction");
        }
        return new DatabaseSettings(
                settings.text("database.url"),
                settings.text("database.username"),
                DatabasePassword.of(settings, "database.password"),
                poolMode,
                owner,
                settings.number("database.pool-size"),
                settings.duration("database.acquire-timeout"),
                DatabaseTimeouts.from(settings));
    }

    private static PoolMode poolMode(Settings settings) {
        return switch (settings.text("database.pool-mode")) {
            case "session" -> PoolMode.SESSION;
            case "transaction" -> PoolMode.TRANSACTION;
            default -> throw new IllegalStateException("Setting database.pool-mode must be session or transaction");
        };
    }
}
