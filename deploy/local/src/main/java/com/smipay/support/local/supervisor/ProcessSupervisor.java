package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.servers.process.LogFile;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Keeps one member alive until told to stop: starts it, waits until it is ready, and starts it again when it dies.
final class ProcessSupervisor {
    /// A member that dies so often before it was ever ready will never be.
    private static final int HOPELESS = 3;

    private static final int WORDS = 15;

    private static final Duration FOR_EVER = Duration.ofDays(1000);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Member member;
    private final Path hold;
    private final Roster roster;
    private final Progress progress;
    private final Backoff backoff;
    private final Thread thread;
    private final CompletableFuture<Duration> firstReady = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private volatile boolean stopping;
    private volatile boolean readyInThisLife;
    private volatile @Nullable ProcessHandle process;

    /// @param hold while that file is there, the member is not started
    ProcessSupervisor(Member member, Path hold, Roster roster, Progress progress, Backoff backoff) {
        this.member = member;
        this.hold = hold;
        this.roster = roster;
        this.progress = progress;
        this.backoff = backoff;
        this.thread = Thread.ofVirtual().name("supervisor-" + member.name()).unstarted(this::supervise);
    }

    /// @return completes when the member was ready for the first time; fails when it never will be
    CompletableFuture<Duration> start() {
        progress.report(member.name(), "starting");
        thread.start();
        return firstReady;
    }

    boolean wasReady() {
        return firstReady.isDone() && !firstReady.isCompletedExceptionally();
    }

    Member member() {
        return member;
    }

    /// Ends the member and the watch over it. Returns when both are over.
    void stop() throws IOException {
        stopping = true;
        firstReady.completeExceptionally(new StartFailedException("told to stop"));
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ProcessHandle last = process;
        if (last != null && last.isAlive()) {
            member.stop().end(last);
        }
        roster.set(member, Phase.DOWN, null);
    }

    /// For a second signal.
    void kill() {
        ProcessHandle last = process;
        if (last != null) {
            last.destroyForcibly();
        }
    }

    private void supervise() {
        int failures = 0;
        while (!stopping) {
            awaitRelease();
            if (stopping) {
                return;
            }
            long started = System.nanoTime();
            String end = liveOnce();
            if (stopping) {
                return;
            }
            Duration life = Duration.ofNanos(System.nanoTime() - started);
            // Whoever gets as far as ready did start: one that is killed again and again need not lie longer each time.
            failures = readyInThisLife || life.compareTo(backoff.decent()) > 0 ? 1 : failures + 1;
            if (!firstReady.isDone() && failures == HOPELESS) {
                firstReady.completeExceptionally(new StartFailedException(member.name() + " does not start: " + end
                        + "\n" + lastWords() + "\n(more in " + member.log() + ")"));
                return;
            }
            Duration wait = backoff.after(failures);
            progress.report(member.name(), end + ", starting again in " + Progress.seconds(wait));
            try {
                roster.set(member, Phase.DOWN, null);
                Waiting.pause(wait);
            } catch (IOException e) {
                progress.report(member.name(), String.valueOf(e.getMessage()));
            }
        }
    }

    /// The others start without a member that somebody holds.
    private void awaitRelease() {
        if (!Files.exists(hold)) {
            return;
        }
        progress.report(member.name(), "held until " + hold + " is gone");
        firstReady.complete(Duration.ZERO);
        try {
            Waiting.until(FOR_EVER, STEP, () -> stopping || !Files.exists(hold));
        } catch (IOException e) {
            progress.report(member.name(), String.valueOf(e.getMessage()));
        }
    }

    /// One life of the process, from start to death.
    ///
    /// @return how it ended
    private String liveOnce() {
        readyInThisLife = false;
        try {
            ProcessHandle started = member.start().launch();
            process = started;
            roster.set(member, Phase.STARTING, started);
            Waiting.until(
                    FOR_EVER,
                    STEP,
                    () -> !started.isAlive() || member.readiness().answer());
            if (started.isAlive()) {
                ready(started);
                started.onExit().get();
            }
            return "process " + started.pid() + " ended";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "told to stop";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void ready(ProcessHandle started) throws IOException {
        roster.set(member, Phase.RUNNING, started);
        readyInThisLife = true;
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        progress.report(member.name(), firstReady.isDone() ? "ready again" : "ready after " + Progress.seconds(time));
        firstReady.complete(time);
    }

    private String lastWords() {
        return new LogFile(member.log()).tail(WORDS);
    }
}
