package com.smipay.support.servers.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waiting for what other processes do, always with an end.
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(20);

    private Waiting() {}

    /// Asked again and again until it says yes.
    ///
    /// @return whether it said yes in time
    /// @throws InterruptedIOException when this thread is asked to stop; it stays marked as interrupted
    public static boolean until(Duration limit, Question question) throws IOException {
        return until(limit, STEP, question);
    }

    /// The same for a question that costs something.
    public static boolean until(Duration limit, Duration step, Question question) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!question.answer()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            pause(step);
        }
        return true;
    }

    /// Whether the process ended in time.
    public static boolean untilGone(ProcessHandle process, Duration limit) throws IOException {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        try {
            return !exit.get(limit.toMillis(), TimeUnit.MILLISECONDS).isAlive();
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("Can't wait for process " + process.pid(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Ends it, politely first.
    public static void stop(ProcessHandle process, Duration grace) throws IOException {
        process.destroy();
        if (!untilGone(process, grace)) {
            process.destroyForcibly();
            untilGone(process, Duration.ofSeconds(5));
        }
    }

    public static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("Asked to stop waiting");
        interrupted.initCause(e);
        return interrupted;
    }

    @FunctionalInterface
    public interface Question {
        boolean answer() throws IOException;
    }
}
