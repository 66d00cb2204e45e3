package com.smipay.support.kit.db;

import com.smipay.support.kit.config.Settings;
import java.time.Duration;

/// Where a service's database is, and how much of it the service may use.
///
/// @param poolSize connections at the most; callers past it wait for `acquireTimeout` and are then refused
public record DatabaseSettings(
        String url,
        String username,
        String password,
        int poolSize,
        Duration acquireTimeout,
        DatabaseTimeouts timeouts) {
    public DatabaseSettings(String url, String username, String password, int poolSize, Duration acquireTimeout) {
        this(url, username, password, poolSize, acquireTimeout, DatabaseTimeouts.standard());
    }

    public static DatabaseSettings from(Settings settings) {
        return new DatabaseSettings(
                settings.text("database.url"),
                settings.text("database.username"),
                settings.text("database.password"),
                settings.number("database.pool-size"),
                settings.duration("database.acquire-timeout"),
                DatabaseTimeouts.from(settings));
    }
}
