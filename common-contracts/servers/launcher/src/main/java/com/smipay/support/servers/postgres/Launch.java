package com.smipay.support.servers.postgres;

import com.smipay.support.servers.postgres.PostgresSettings.Durability;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.Lifeline;
import com.smipay.support.servers.process.LogFile;
import com.smipay.support.servers.process.Signal;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Starts a server on a data directory that nobody serves.
final class Launch {
    /// Recovery after a crash included.
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /// How long the last processes of a server whose head was killed may take to notice.
    private static final Duration REMAINS_LIMIT = Duration.ofSeconds(10);

    private static final List<String> LAST_REMAINS = List.of("shared memory block", "lock file", "Address already");

    private final PostgresBinaries binaries;
    private final PostgresSettings settings;
    private final String password;
    private final LogFile log;

    Launch(PostgresBinaries binaries, PostgresSettings settings, String password) {
        this.binaries = binaries;
        this.settings = settings;
        this.password = password;
        this.log = new LogFile(settings.logFile());
    }

    PostgresServer run() throws IOException {
        long end = System.nanoTime() + REMAINS_LIMIT.toNanos();
        while (true) {
            long said = log.size();
            // Nobody serves the directory: had the file an owner, he would have been taken over.
            Files.deleteIfExists(PostmasterFile.in(settings.cluster()));
            int port = settings.port() == 0 ? FreePorts.any() : settings.port();
            Process process = process(port);
            awaitReady(process);
            if (process.isAlive()) {
                return server(process, port);
            }
            String words = log.since(said);
            if (LAST_REMAINS.stream().noneMatch(words::contains) || System.nanoTime() - end >= 0) {
                throw new IOException("PostgreSQL does not start on port " + port + ":\n" + words);
            }
            Waiting.pause(Duration.ofMillis(200));
        }
    }

    private void awaitReady(Process process) throws IOException {
        try {
            if (!Waiting.until(START_LIMIT, () -> !process.isAlive() || ready(process.pid()))) {
                process.destroy();
                throw new IOException("PostgreSQL is not ready after " + START_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedIOException e) {
            Signal.INT.send(process.toHandle());
            throw e;
        }
    }

    private PostgresServer server(Process process, int port) throws IOException {
        boolean throwaway = settings.durability() == Durability.THROWAWAY;
        return new PostgresServer(
                settings, process.toHandle(), port, password, throwaway ? Lifeline.to(process.toHandle()) : null);
    }

    private boolean ready(long pid) throws IOException {
        return PostmasterFile.read(settings.cluster())
                .filter(file -> file.pid() == pid && file.ready())
                .isPresent();
    }

    private Process process(int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(binaries.program("postgres").toString());
        command.add("-D");
        command.add(settings.cluster().toString());
        options(port).forEach(option -> {
            command.add("-c");
            command.add(option);
        });
        ProcessBuilder builder = new ProcessBuilder(UserCommand.of(command))
                .redirectErrorStream(true)
                .redirectOutput(log.redirect());
        cleanEnvironment(builder);
        return builder.start();
    }

    private List<String> options(int port) {
        String durable = settings.durability() == Durability.DURABLE ? "on" : "off";
        return List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                // Said although they are the defaults: packagings of the server for tests turn them off.
                "fsync=" + durable,
                "synchronous_commit=" + durable,
                "full_page_writes=" + durable,
                // Tests leave hundreds of databases behind, each of which would be looked at again and again.
                "autovacuum=" + durable,
                "max_connections=200",
                "shared_buffers=128MB",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m [%p] %d ");
    }

    /// What the caller's shell says about other servers must not reach this one.
    static void cleanEnvironment(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("LANG");
    }
}
