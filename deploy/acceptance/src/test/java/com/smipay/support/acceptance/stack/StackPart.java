package com.smipay.support.acceptance.stack;

import static org.awaitility.Awaitility.await;

import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.local.process.ProcessMark;
import com.smipay.support.local.supervisor.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// One process of the stack, which tests may trouble.
///
/// @param name as `deploy/status` prints it
public record StackPart(LocalStack stack, String name) {
    private static final Duration COMEBACK_LIMIT = Duration.ofMinutes(1);
    private static final int OK = 200;

    /// A process that stands still until closed: its listeners accept connections and answer nothing.
    public interface Frozen extends AutoCloseable {
        @Override
        void close();
    }

    /// `kill -9`. Returns when it is gone; the stack starts it again.
    public void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        process.onExit().join();
    }

    /// As a machine that hangs. What it is closed with wakes it and waits until it is ready.
    public Frozen freeze() {
        ProcessHandle process = process();
        signal("STOP", process);
        return () -> {
            signal("CONT", process);
            awaitReady();
        };
    }

    /// Whether it runs and says that it is ready.
    public boolean isReady() {
        return stack.recorded(name).phase() == Phase.RUNNING && Probe.status(health("/health/ready")) == OK;
    }

    public void awaitReady() {
        await(name + " is ready").atMost(COMEBACK_LIMIT).until(this::isReady);
    }

    public long pid() {
        return process().pid();
    }

    /// What a path of the internal listener answers.
    public String internal(String path) {
        return Probe.body(health(path));
    }

    private URI health(String path) {
        return stack.internalUrl(name).resolve(path);
    }

    private ProcessHandle process() {
        return Optional.ofNullable(stack.recorded(name).process())
                .flatMap(ProcessMark::find)
                .orElseThrow(() -> new IllegalStateException(name + " does not run"));
    }

    private static void signal(String signal, ProcessHandle process) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
