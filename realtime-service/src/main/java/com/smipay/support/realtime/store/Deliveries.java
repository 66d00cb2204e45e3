package com.smipay.support.realtime.store;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Gathers frames for many: one task for each event loop and one flush for each connection, however many frames
/// there are. Waking a loop and writing to the system cost more than a frame does, most of all where rooms are
/// small.
///
/// Bounded, so that no task holds a loop up for long, what a client has unread stays far below what it is dropped
/// at, and nothing waits long for what comes after it. For one thread.
public final class Deliveries {
    private static final int MOST_WRITES = 64 * 1024;
    private static final int MOST_BYTES = 512 * 1024;
    private static final long LONGEST_NANOS = Duration.ofMillis(20).toNanos();

    private final Map<EventLoop, List<Part>> byLoop = new HashMap<>();
    private final LongSupplier nanoTime;
    private int writes;
    private int bytes;
    private long begun;

    public Deliveries() {
        this(System::nanoTime);
    }

    Deliveries(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Part(Frame frame, List<Recipient> recipients) {}

    /// Frames reach a recipient in the order of the calls. Sends by itself what has become much or old.
    ///
    /// @return to how many it is handed
    public int add(Frame frame, Collection<? extends Recipient> audience) {
        if (byLoop.isEmpty()) {
            begun = nanoTime.getAsLong();
        }
        int count = 0;
        for (Recipient recipient : audience) {
            share(byLoop.computeIfAbsent(recipient.loop(), loop -> new ArrayList<>()), frame)
                    .add(recipient);
            count++;
        }
        writes += count;
        bytes += frame.size();
        if (writes >= MOST_WRITES || bytes >= MOST_BYTES || nanoTime.getAsLong() - begun >= LONGEST_NANOS) {
            send();
        }
        return count;
    }

    /// Those of one loop who get this frame.
    private static List<Recipient> share(List<Part> parts, Frame frame) {
        if (parts.isEmpty() || parts.getLast().frame() != frame) {
            parts.add(new Part(frame, new ArrayList<>()));
        }
        return parts.getLast().recipients();
    }

    /// Hands everything gathered to the event loops.
    public void send() {
        for (List<Part> parts : byLoop.values()) {
            parts.getFirst().recipients().getFirst().connection().execute(() -> write(parts));
        }
        byLoop.clear();
        writes = 0;
        bytes = 0;
    }

    private static void write(List<Part> parts) {
        List<Connection> written = new ArrayList<>();
        for (Part part : parts) {
            for (Recipient recipient : part.recipients()) {
                if (recipient.write(part.frame())) {
                    written.add(recipient.connection());
                }
            }
        }
        try (Burst burst = new Burst()) {
            written.forEach(connection -> connection.flush(burst));
        }
    }
}
