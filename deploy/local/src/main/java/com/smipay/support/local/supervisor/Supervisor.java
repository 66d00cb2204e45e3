package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.servers.process.FreePorts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/// `deploy/up`: one stack in the foreground, until a signal.
public final class Supervisor {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int CUT_SHORT = 130;

    private final StackSettings settings;
    private final Progress progress;
    private final Runnable onReady;
    private final CompletableFuture<Void> stopWanted = new CompletableFuture<>();
    private final AtomicReference<Stack> running = new AtomicReference<>();

    /// @param onReady called once, when every part is ready
    public Supervisor(StackSettings settings, Progress progress, Runnable onReady) {
        this.settings = settings;
        this.progress = progress;
        this.onReady = onReady;
    }

    /// Runs the stack.
    ///
    /// @param fresh whether to delete what an earlier stack left in this home
    /// @return the exit code: 0 when stopped by a signal, 1 when it could not start
    public int run(boolean fresh) throws IOException {
        StackHome home = settings.home();
        Files.createDirectories(home.directory());
        try (FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new StartFailedException("A stack runs in " + home.directory()
                        + " already. Another one needs a home of its own: SUPPORT_HOME");
            }
            Signals.handle(this::signalled);
            return run(prepare(home, fresh));
        }
    }

    /// As a signal would: the first call stops in order, the second at once.
    public void signalled() {
        if (!stopWanted.complete(null)) {
            Optional.ofNullable(running.get()).ifPresent(Stack::kill);
            Runtime.getRuntime().halt(CUT_SHORT);
        }
    }

    private Stack prepare(StackHome home, boolean fresh) throws IOException {
        Optional<StackState> before = before(home);
        if (before.isPresent()) {
            List<String> ended = OrphanProcesses.end(before.get());
            if (!ended.isEmpty()) {
                progress.say("ended what an earlier stack left behind: " + String.join(", ", ended));
            }
        }
        if (!FreePorts.isFree(settings.port())) {
            throw new StartFailedException("Port " + settings.port()
                    + " is taken by another program. Choose another one, for example: SUPPORT_PORT="
                    + (settings.port() + 1) + " deploy/up");
        }
        if (fresh) {
            progress.say("emptying " + home.directory());
            home.empty();
        }
        home.createSecrets();
        StackPlan plan = new StackPlan(settings, before.map(StackState::ports).orElse(Map.of()));
        Roster roster = new Roster(home.state(), plan.ports().ports(), settings.kafkaNames(), plan.parts());
        roster.write();
        return new Stack(plan, settings, roster, progress);
    }

    private static Optional<StackState> before(StackHome home) {
        try {
            return StackState.read(home.state());
        } catch (IOException e) {
            throw new StartFailedException(
                    home.state() + " can't be read. If nothing of that stack runs any more, delete it.", e);
        }
    }

    private int run(Stack stack) throws IOException {
        running.set(stack);
        CompletableFuture<Duration> started = start(stack);
        int code = STOPPED;
        try {
            CompletableFuture.anyOf(started, stopWanted).join();
            if (!stopWanted.isDone()) {
                progress.say("started in " + Progress.seconds(started.join()));
                if (Files.exists(StackPlan.pages().resolve("index.html"))) {
                    progress.say("phone and desk to look at: http://127.0.0.1:" + settings.port() + "/");
                }
                progress.say("ready http://127.0.0.1:" + settings.port());
                onReady.run();
                stopWanted.join();
            }
        } catch (CompletionException e) {
            progress.say("failed: " + words(e));
            code = FAILED;
        }
        stack.stop();
        progress.say("stopped");
        return code;
    }

    private static String words(CompletionException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    /// On a thread of its own, so that a signal is heard meanwhile.
    private static CompletableFuture<Duration> start(Stack stack) {
        CompletableFuture<Duration> started = new CompletableFuture<>();
        long begun = System.nanoTime();
        Thread.ofVirtual().name("start").start(() -> {
            try {
                stack.start();
                started.complete(Duration.ofNanos(System.nanoTime() - begun));
            } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }
}
