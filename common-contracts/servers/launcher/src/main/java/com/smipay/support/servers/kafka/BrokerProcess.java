package com.smipay.support.servers.kafka;

import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.LogFile;
import com.smipay.support.servers.process.ProcessMark;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A broker that runs, on 127.0.0.1. It ends with the JVM that started it, however that ends; its data stays.
public final class BrokerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Its log goes into its directory. See [#start(Path, int, int, Path)].
    public static BrokerProcess start(Path directory, int port) throws IOException {
        return start(directory, port, 0, directory.resolve("broker.log"));
    }

    /// Returns when it serves clients. A broker of this directory that outlived its JVM is stopped first.
    ///
    /// @param directory the broker's own; made where it is missing
    /// @param port 0 for any free one
    /// @param controllerPort where it speaks to itself; 0 for any free one
    /// @throws IOException with the broker's own words, where it can't start
    public static BrokerProcess start(Path directory, int port, int controllerPort, Path logFile) throws IOException {
        Files.createDirectories(directory);
        endRemains(directory);
        LogFile log = new LogFile(logFile);
        BrokerProgram program = BrokerProgram.find();
        for (int attempt = 1; ; attempt++) {
            long said = log.size();
            int clientPort = orAny(port);
            Optional<BrokerProcess> broker = launch(program, directory, clientPort, orAny(controllerPort), log);
            if (broker.isPresent()) {
                return broker.get();
            }
            // A port that was free a moment ago may be taken now; with a given port that's for the caller to know.
            if (port != 0 || attempt == ATTEMPTS) {
                throw new IOException(
                        "The Kafka broker does not start on port " + clientPort + ":\n" + log.since(said));
            }
        }
    }

    private static int orAny(int port) throws IOException {
        return port == 0 ? FreePorts.any() : port;
    }

    private static Optional<BrokerProcess> launch(
            BrokerProgram program, Path directory, int port, int controllerPort, LogFile log) throws IOException {
        Path ready = directory.resolve("ready");
        Files.deleteIfExists(ready);
        ProcessBuilder builder = new ProcessBuilder(program.command(directory, port, controllerPort))
                .redirectErrorStream(true)
                .redirectOutput(log.redirect());
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        ProcessMark.of(process.toHandle()).write(mark(directory));
        try {
            Waiting.until(START_LIMIT, () -> !process.isAlive() || Files.exists(ready));
        } catch (InterruptedIOException e) {
            process.destroy();
            throw e;
        }
        if (process.isAlive() && Files.exists(ready)) {
            return Optional.of(new BrokerProcess(process, port));
        }
        Waiting.stop(process.toHandle(), Duration.ZERO);
        return Optional.empty();
    }

    /// For `bootstrap.servers`.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// The process, for whoever watches over it.
    public ProcessHandle process() {
        return process.toHandle();
    }

    /// Ends it as a crash would, for tests.
    public void kill() throws IOException {
        process.destroyForcibly();
        Waiting.untilGone(process.toHandle(), STOP_LIMIT);
    }

    /// Stops it in order, so that the next start has nothing to recover.
    @Override
    public void close() throws IOException {
        Waiting.stop(process.toHandle(), STOP_LIMIT);
    }

    private static Path mark(Path directory) {
        return directory.resolve("process");
    }

    private static void endRemains(Path directory) throws IOException {
        Optional<ProcessHandle> remains = ProcessMark.read(mark(directory)).flatMap(ProcessMark::find);
        if (remains.isPresent()) {
            Waiting.stop(remains.get(), STOP_LIMIT);
        }
    }
}
