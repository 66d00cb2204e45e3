package com.smipay.support.servers.postgres;

import com.smipay.support.servers.files.SecretFile;
import com.smipay.support.servers.postgres.PostgresSettings.Durability;
import com.smipay.support.servers.process.Lifeline;
import com.smipay.support.servers.process.Signal;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that runs. Safe for all threads.
public final class PostgresServer implements AutoCloseable {
    /// The superuser that `initdb` makes.
    public static final String USER = "support";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final PostgresSettings settings;
    private final ProcessHandle process;
    private final int port;
    private final String password;
    private final @Nullable Lifeline lifeline;

    PostgresServer(
            PostgresSettings settings, ProcessHandle process, int port, String password, @Nullable Lifeline lifeline) {
        this.settings = settings;
        this.process = process;
        this.port = port;
        this.password = password;
        this.lifeline = lifeline;
    }

    /// A durable server with all that it needs in this directory. See [#start(PostgresSettings)].
    public static PostgresServer start(Path directory, int port) throws IOException {
        return start(PostgresSettings.in(directory, port, Durability.DURABLE));
    }

    /// For tests: quick, forgetful, and gone with this JVM. See [#start(PostgresSettings)].
    public static PostgresServer startThrowaway(Path directory) throws IOException {
        return start(PostgresSettings.in(directory, 0, Durability.THROWAWAY));
    }

    /// Returns when it takes connections. A server that already runs in this directory, because it outlived the JVM
    /// that started it, is taken over when it has the wanted port, and stopped first when it has another.
    ///
    /// @throws IOException with the server's own words, where it can't start
    public static PostgresServer start(PostgresSettings settings) throws IOException {
        PostgresBinaries binaries = PostgresBinaries.install();
        new Cluster(binaries, settings).initialize();
        String password = new SecretFile(settings.passwordFile()).read();
        Optional<PostgresServer> running = adopt(settings, password);
        PostgresServer server = running.isPresent() ? running.get() : new Launch(binaries, settings, password).run();
        server.check();
        return server;
    }

    private static Optional<PostgresServer> adopt(PostgresSettings settings, String password) throws IOException {
        Optional<PostmasterFile> file = PostmasterFile.read(settings.cluster());
        Optional<ProcessHandle> process = file.flatMap(found -> found.process(settings.cluster()));
        if (file.isEmpty() || process.isEmpty()) {
            return Optional.empty();
        }
        int port = file.get().port();
        PostgresServer server = new PostgresServer(settings, process.get(), port, password, null);
        boolean wanted = settings.port() == 0 || settings.port() == port;
        if (wanted && file.get().ready() && settings.durability() == Durability.DURABLE) {
            return Optional.of(server);
        }
        server.close();
        return Optional.empty();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String username() {
        return USER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// The server's main process, for whoever watches over it.
    public ProcessHandle process() {
        return process;
    }

    /// Nothing happens where it exists already.
    ///
    /// @param name lower-case letters, digits and underscores
    public void createDatabase(String name) throws IOException {
        databases().create(name);
    }

    /// Ends it as a crash would, for tests.
    public void kill() throws IOException {
        process.destroyForcibly();
        Waiting.untilGone(process, STOP_LIMIT);
        release();
    }

    /// Cuts the clients off, writes everything down, and ends. The data stays.
    @Override
    public void close() throws IOException {
        (settings.durability() == Durability.DURABLE ? Signal.INT : Signal.QUIT).send(process);
        if (!Waiting.untilGone(process, STOP_LIMIT)) {
            Signal.QUIT.send(process);
            Waiting.untilGone(process, STOP_LIMIT);
        }
        release();
    }

    private void release() throws IOException {
        if (lifeline != null) {
            lifeline.close();
        }
    }

    private Databases databases() {
        return new Databases(jdbcUrl("postgres"), USER, password);
    }

    private void check() throws IOException {
        try {
            databases().ping();
        } catch (IOException e) {
            close();
            throw new IOException(
                    "The server in " + settings.directory() + " does not take the password in "
                            + settings.passwordFile() + ": " + e.getMessage(),
                    e);
        }
    }
}
