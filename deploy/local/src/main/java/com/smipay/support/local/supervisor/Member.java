package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.servers.postgres.PgBouncer;
import com.smipay.support.servers.postgres.PostgresAddress;
import com.smipay.support.servers.postgres.PostgresServer;
import com.smipay.support.servers.postgres.PostgresSettings;
import com.smipay.support.servers.postgres.PostgresSettings.Durability;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.LogFile;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.StartCache;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A process of the stack, and how to treat it. Used by one thread at a time.
///
/// @param publicUrl where callers outside reach it; null for nobody
/// @param internalUrl where its peers, or people who look after it, reach it
/// @param start launches it
/// @param readiness whether it is ready
/// @param stop ends it in order, within a bounded time
record Member(
        String name,
        @Nullable String publicUrl,
        @Nullable String internalUrl,
        Path log,
        Start start,
        Waiting.Question readiness,
        Stop stop) {
    /// Longer than the services' own grace period for requests under way.
    private static final Duration GRACE = Duration.ofSeconds(20);
    /// Fewer than the services have by themselves, so that they do share them.
    private static final int POOLED = 3;

    @FunctionalInterface
    interface Start {
        /// It need not be ready yet when this returns.
        ///
        /// @throws IOException when it can't be launched, or ended at once; with words for a person
        ProcessHandle launch() throws IOException;
    }

    @FunctionalInterface
    interface Program {
        /// The command line, asked for at each start: by then another program may be in its place.
        ///
        /// @throws IOException when nobody can tell which one
        List<String> command() throws IOException;
    }

    @FunctionalInterface
    interface Stop {
        void end(ProcessHandle process) throws IOException;
    }

    /// A service, or the gateway: a Java program that says over HTTP when it is ready.
    ///
    /// @param environment on top of the supervisor's own, so that any setting of a service can be given to
    ///     `deploy/up`
    /// @param readiness answers with the expected status when it is ready
    static Member java(
            String name,
            Program program,
            Map<String, String> environment,
            @Nullable String publicUrl,
            @Nullable String internalUrl,
            URI readiness,
            int expected,
            Path log) {
        return new Member(
                name,
                publicUrl,
                internalUrl,
                log,
                () -> {
                    requireFree(publicUrl);
                    requireFree(internalUrl);
                    return launch(program.command(), environment, log);
                },
                () -> Probe.status(readiness) == expected,
                Member::stopProgram);
    }

    /// Whoever listens there already would answer for this one, which can't, and would look ready.
    private static void requireFree(@Nullable String url) throws IOException {
        if (url != null && !FreePorts.isFree(URI.create(url).getPort())) {
            throw new IOException("port " + URI.create(url).getPort() + " is taken by another program");
        }
    }

    /// The C library would keep a pool of memory for many threads each; few threads of ours ask it for any.
    private static ProcessHandle launch(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new LogFile(log).redirect());
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process.toHandle();
    }

    private static void stopProgram(ProcessHandle process) throws IOException {
        Waiting.stop(process, StartCache.stopLimit(GRACE));
    }

    /// The Kafka broker.
    static Member kafka(StackHome home, int port, int controllerPort) {
        Path log = home.log("kafka");
        return new Member(
                "kafka",
                null,
                "127.0.0.1:" + port,
                log,
                () -> BrokerProcess.start(home.kafka(), port, controllerPort, log)
                        .process(),
                () -> true,
                Member::stopProgram);
    }

    /// A PgBouncer before a server. One that is not there yet is tried with each connection.
    static Member pgBouncer(StackHome home, Path program, int port, PostgresAddress server) {
        Path log = home.log("pgbouncer");
        String url = "postgresql://127.0.0.1:" + port;
        PgBouncer bouncer = new PgBouncer(program, home.pgBouncer(), port, server, POOLED);
        return new Member(
                "pgbouncer",
                null,
                url,
                log,
                () -> bouncer.start(log),
                () -> Condition.answers(url),
                Member::stopProgram);
    }

    /// The embedded PostgreSQL with the services' databases.
    static Member postgres(StackHome home, int port) {
        Path log = home.log("postgres");
        Path password = home.secret(Secret.POSTGRES_PASSWORD).path();
        PostgresSettings settings = new PostgresSettings(home.postgres(), port, Durability.DURABLE, password, log);
        AtomicReference<PostgresServer> running = new AtomicReference<>();
        return new Member(
                "postgres",
                null,
                "postgresql://127.0.0.1:" + port,
                log,
                () -> {
                    PostgresServer server = PostgresServer.start(settings);
                    running.set(server);
                    for (String database : Services.DATABASES) {
                        server.createDatabase(database);
                    }
                    return server.process();
                },
                () -> true,
                process -> {
                    PostgresServer server = running.get();
                    if (server != null) {
                        server.close();
                    }
                });
    }
}
