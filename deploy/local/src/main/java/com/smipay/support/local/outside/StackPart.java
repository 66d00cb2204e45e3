package com.smipay.support.local.outside;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.local.supervisor.Condition;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.ProcessMark;
import com.smipay.support.servers.process.Signal;
import com.smipay.support.servers.process.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One process of a stack, which may be troubled.
///
/// @param name as `deploy/status` prints it
public record StackPart(StackHome home, String name) {
    private static final Duration COMEBACK_LIMIT = Duration.ofMinutes(2);

    /// A process that stands still until closed: its listeners accept connections and answer nothing.
    public interface Frozen extends AutoCloseable {
        @Override
        void close();
    }

    /// What the stack wrote down about it.
    public Part recorded() {
        try {
            return StackState.read(home.state())
                    .flatMap(state -> state.part(name))
                    .orElseThrow(() -> new IllegalArgumentException("This stack has no " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `kill -9`. Returns when it is gone; the stack starts it again.
    public void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        process.onExit().join();
    }

    /// SIGTERM. Returns when it is gone; the stack starts it again.
    public void stop() {
        ProcessHandle process = process();
        process.destroy();
        process.onExit().join();
    }

    /// Lets it be started from that checkout, from its next start on.
    public void startFrom(Path checkout) throws IOException {
        Files.createDirectories(home.directory().resolve("checkouts"));
        Files.writeString(home.checkout(name), checkout.toString());
    }

    /// Whether the process that runs was started from that checkout.
    public boolean runsFrom(Path checkout) {
        return process().info().commandLine().orElse("").contains(checkout + File.separator);
    }

    /// As a machine that hangs. What it is closed with wakes it and waits until it is ready.
    public Frozen freeze() {
        ProcessHandle process = process();
        send(Signal.STOP, process);
        return () -> {
            send(Signal.CONT, process);
            awaitReady();
        };
    }

    /// Whether it runs, and is as well as `deploy/status` can tell.
    public boolean isReady() {
        Part part = recorded();
        return part.phase() == Phase.RUNNING && Condition.of(part) == Condition.READY;
    }

    /// @throws IllegalStateException when it is not ready within two minutes
    public void awaitReady() {
        try {
            if (!Waiting.until(COMEBACK_LIMIT, this::isReady)) {
                throw new IllegalStateException(name + " does not come back");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a service says that it is ready. It may lack something that it can do without.
    public boolean isServing() {
        Part part = recorded();
        return part.phase() == Phase.RUNNING
                && Probe.status(URI.create(part.internalUrl() + "/health/ready")) == HttpURLConnection.HTTP_OK;
    }

    /// @throws IllegalStateException where it does not run
    public ProcessHandle process() {
        return Optional.ofNullable(recorded().process())
                .flatMap(ProcessMark::find)
                .orElseThrow(() -> new IllegalStateException(name + " does not run"));
    }

    private static void send(Signal signal, ProcessHandle process) {
        try {
            signal.send(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
