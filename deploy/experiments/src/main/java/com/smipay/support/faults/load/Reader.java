package com.smipay.support.faults.load;

import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.outside.OwnStack;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Somebody who looks at a list again and again, and does not try again when it is refused.
public final class Reader implements AutoCloseable {
    private final Rest rest;
    private final Person person;
    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> times = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final Duration between;
    private volatile boolean isOver;

    private Reader(OwnStack stack, Duration between) {
        this.between = between;
        this.rest = new Rest(stack.gateway());
        this.person = Person.user(stack.secret(Secret.JWT_HS256));
        this.thread = Thread.ofVirtual().name("reader").unstarted(this::read);
    }

    public static Reader start(OwnStack stack) {
        return start(stack, Duration.ZERO);
    }

    /// @param between what is waited between two looks
    public static Reader start(OwnStack stack, Duration between) {
        Reader reader = new Reader(stack, between);
        reader.thread.start();
        return reader;
    }

    private void read() {
        while (!isOver) {
            long began = System.nanoTime();
            Answer answer = rest.get(person, "/api/v1/support/my-tickets");
            times.add(Duration.ofNanos(System.nanoTime() - began));
            if (!answer.isSuccess()) {
                failures.add(answer.status());
            }
            Writer.pause(between);
        }
    }

    /// The statuses of what did not succeed.
    public List<Integer> failures() {
        return List.copyOf(failures);
    }

    /// How many calls there were.
    public int calls() {
        return times.size();
    }

    public Duration slowest() {
        return times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /// Waits for the call that is under way.
    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
