package com.smipay.support.faults.load;

import com.smipay.support.testkit.SocketLine;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Many clients that only stay connected, and come back as the official client does: after a random while, longer each
/// time.
public final class Crowd implements AutoCloseable {
    private static final int PEOPLE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// The official client's: one second, give or take half.
    private static final int FIRST_DELAY_MS = 1_000;

    private static final int LONGEST_DELAY_MS = 5_000;

    private final URI at;
    private final List<Person> people = new ArrayList<>();
    private final Set<SocketLine> connected = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean isOver;

    public Crowd(URI at, String secret) {
        this.at = at;
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Person.user(secret));
        }
    }

    /// Starts so many more, which connect as soon as they can.
    public void gather(int clients) {
        for (int i = 0; i < clients; i++) {
            Person person = people.get(i % PEOPLE);
            threads.add(Thread.ofVirtual().start(() -> stayConnected(person)));
        }
    }

    private void stayConnected(Person person) {
        int delay = FIRST_DELAY_MS;
        while (!isOver) {
            try (SocketLine socket = SocketLine.connect(at, person.token(), 0, PATIENCE)) {
                connected.add(socket);
                delay = FIRST_DELAY_MS;
                try {
                    while (!isOver) {
                        socket.read();
                    }
                } finally {
                    connected.remove(socket);
                }
            } catch (IOException e) {
                if (delay > FIRST_DELAY_MS) {
                    failures.incrementAndGet();
                }
            }
            if (!isOver) {
                Writer.pause(Duration.ofMillis(
                        delay / 2 + ThreadLocalRandom.current().nextInt(delay)));
                delay = Math.min(2 * delay, LONGEST_DELAY_MS);
            }
        }
    }

    /// Cuts every line at once; all come back by themselves.
    public void scatter() {
        // They count as away at once, not when their readers notice: else all seem to be back before any has left.
        connected.removeIf(socket -> {
            socket.close();
            return true;
        });
    }

    public int connected() {
        return connected.size();
    }

    /// Tries beyond the first after a cut that failed.
    public long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        isOver = true;
        threads.forEach(Thread::interrupt);
        connected.forEach(SocketLine::close);
    }
}
