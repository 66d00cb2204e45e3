package com.smipay.support.acceptance.stack;

import static org.awaitility.Awaitility.await;

import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.local.process.ProcessMark;
import com.smipay.support.local.supervisor.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/// One process of the stack, which tests may trouble.
///
/// @param name as `deploy/status` prints it
public record StackPart(LocalStack stack, String name) {
    private static final Duration COMEBACK_LIMIT = Duration.ofMinutes(1);

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

    /// Whether it runs, and is as well as `deploy/status` can tell.
    public boolean isReady() {
        Part part = stack.recorded(name);
        return part.phase() == Phase.RUNNING && Condition.of(part) == Condition.READY;
    }

    public void awaitReady() {
        await(name + " is ready").atMost(COMEBACK_LIMIT).until(this::isReady);
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
