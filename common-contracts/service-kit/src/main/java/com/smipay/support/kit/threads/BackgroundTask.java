package com.smipay.support.kit.threads;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that serves as long as the service does, and what is known of it. Whatever it throws, an error too, it is
/// begun again after a second: no fault of one moment ends it for good. Each round of its work says that it lives
/// ([#beat]), and health shows how long ago that was.
///
/// Its end is its work's return, or an interrupt, which only who closes it sends.
public final class BackgroundTask {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTask.class);
    private static final Duration BETWEEN_LIVES = Duration.ofSeconds(1);
    private static final int PLACES = 12;

    /// What it does. Returns when it is closed.
    @FunctionalInterface
    public interface Work {
        void run(BackgroundTask task) throws InterruptedException;
    }

    private final String name;
    private final Duration longestRound;
    private final Work work;
    private final AtomicLong restarts = new AtomicLong();
    private volatile long lastBeat = System.nanoTime();
    private volatile boolean running;
    private @Nullable Thread thread;

    /// @param longestRound after which a task that has not been heard of counts as stuck
    public BackgroundTask(String name, Duration longestRound, Work work) {
        this.name = name;
        this.longestRound = longestRound;
        this.work = work;
    }

    /// Once.
    public synchronized void start() {
        beat();
        running = true;
        thread = BackgroundThreads.start(name, this::live);
    }

    private void live() {
        try {
            while (!isDone()) {
                Thread.sleep(BETWEEN_LIVES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running = false;
        }
    }

    /// One life.
    private boolean isDone() throws InterruptedException {
        try {
            work.run(this);
            return true;
        } catch (InterruptException e) {
            throw new InterruptedException("Interrupted in a call to the broker");
        } catch (RuntimeException | Error e) {
            restarts.incrementAndGet();
            LOG.error("{} failed and begins again: {} at {}", name, e.getClass().getName(), placeOf(e));
            return false;
        }
    }

    /// Without the message, which may quote a user's words.
    private static String placeOf(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .limit(PLACES)
                .map(Object::toString)
                .collect(Collectors.joining(" < "));
    }

    /// To be called in each round, by any thread.
    public void beat() {
        lastBeat = System.nanoTime();
    }

    public String name() {
        return name;
    }

    /// Since it was last heard of; zero while it is not running, for nothing is expected of it then.
    public Duration age() {
        return running ? Duration.ofNanos(System.nanoTime() - lastBeat) : Duration.ZERO;
    }

    /// How often it failed and began again.
    public long restarts() {
        return restarts.get();
    }

    /// Whether it has not been heard of for too long.
    public boolean isStuck() {
        return age().compareTo(longestRound) > 0;
    }

    public synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /// Waits for its end; not at all where it was never started.
    public void join() throws InterruptedException {
        Thread started = started();
        if (started != null) {
            started.join();
        }
    }

    /// @return whether it has ended within the time
    public boolean join(Duration patience) throws InterruptedException {
        Thread started = started();
        return started == null || started.join(patience);
    }

    private synchronized @Nullable Thread started() {
        return thread;
    }
}
