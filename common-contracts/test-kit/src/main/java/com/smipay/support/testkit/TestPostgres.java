package com.smipay.support.testkit;

import com.smipay.support.servers.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// PostgreSQL for tests: one server a JVM, a fresh database for whoever asks. In a container where there is an
/// engine, from embedded binaries otherwise (not durable: tests forget).
public final class TestPostgres {
    private static final String IMAGE = "postgres:18";
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Map<String, TestDatabase> TEMPLATES = new ConcurrentHashMap<>();

    private static final class Shared {
        static final TestDatabase ADMINISTRATION = start();
    }

    private TestPostgres() {}

    /// An empty database.
    public static TestDatabase freshDatabase() {
        return create("template1");
    }

    /// A copy of a database that is prepared once for the JVM, for example by a service's migrations: some fifty
    /// milliseconds instead of a second.
    ///
    /// @param template names what is prepared, for example `ticket`; lower-case letters and underscores
    /// @param prepare must leave no connection open
    public static TestDatabase freshDatabase(String template, Consumer<TestDatabase> prepare) {
        TEMPLATES.computeIfAbsent(template, name -> {
            TestDatabase prepared = create("template1", "template_" + name);
            prepare.accept(prepared);
            return prepared;
        });
        return create("template_" + template);
    }

    private static TestDatabase create(String template) {
        return create(template, "test_" + COUNTER.incrementAndGet());
    }

    private static synchronized TestDatabase create(String template, String name) {
        TestDatabase administration = Shared.ADMINISTRATION;
        administration.execute("create database " + name + " template " + template);
        String url = administration.url();
        return new TestDatabase(
                url.substring(0, url.lastIndexOf('/') + 1) + name,
                administration.username(),
                administration.password());
    }

    private static TestDatabase start() {
        return Engines.containers() ? startContainer() : startEmbedded();
    }

    private static TestDatabase startEmbedded() {
        AtomicReference<PostgresServer> running = new AtomicReference<>();
        Path directory = Scratch.directory("postgres", () -> {
            PostgresServer server = running.get();
            if (server != null) {
                server.close();
            }
        });
        try {
            PostgresServer server = PostgresServer.startThrowaway(directory);
            running.set(server);
            return new TestDatabase(server.jdbcUrl("postgres"), server.username(), server.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("resource") // Lives as long as the JVM; the engine's reaper ends it.
    private static TestDatabase startContainer() {
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
                .withDatabaseName("postgres")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        container.start();
        return new TestDatabase(
                "jdbc:postgresql://" + container.getHost() + ":"
                        + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/postgres",
                container.getUsername(),
                container.getPassword());
    }
}
