package com.smipay.support.faults.load;

import com.smipay.support.contracts.json.Json;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Messages as fast as the service takes them, or at a rate that does not ask whether it does. Nobody tries again. It
/// shares the processors with what it floods, so it sends over plain lines, which cost it little.
public final class Flood implements AutoCloseable {
    /// More than this the machine that offers can't hold open at once.
    private static final int MOST_AT_ONCE = 3_000;

    private static final double SECOND = 1e9;

    private static final String PATH = "/api/v1/support/ticket/add-message";

    private final URI gateway;
    private final List<Chat> chats;
    private final Deque<HttpLine> idle = new ConcurrentLinkedDeque<>();
    private final Map<Integer, Long> statuses = new ConcurrentHashMap<>();
    private final Queue<Duration> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private long notSent;

    public Flood(URI gateway, List<Chat> chats) {
        this.gateway = gateway;
        this.chats = List.copyOf(chats);
    }

    /// What was taken while it was sent.
    ///
    /// @param rate messages taken a second
    /// @param left processors that the sender left to the others, on average
    public record Throughput(double rate, double left) {
        /// Messages for each second of a processor that the flooded had.
        public double each() {
            return rate / left;
        }
    }

    /// A closed loop: each worker sends when its last one is answered.
    public Throughput capacity(int workers, Duration time) {
        Start start = new Start();
        long end = start.moment + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < workers; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        one();
                    }
                });
            }
        }
        return start.end();
    }

    /// An open loop: so many a second, whatever becomes of them.
    public Throughput offer(double rate, Duration time) throws IOException {
        Semaphore room = new Semaphore(MOST_AT_ONCE);
        Start start = new Start();
        long sent = 0;
        for (long now = start.moment; now - start.moment < time.toNanos(); now = System.nanoTime()) {
            for (long due = (long) ((now - start.moment) / SECOND * rate); sent < due; sent++) {
                if (room.tryAcquire()) {
                    Thread.ofVirtual().start(() -> {
                        one();
                        room.release();
                    });
                } else {
                    notSent++;
                }
            }
            Writer.pause(Duration.ofMillis(2));
        }
        Throughput throughput = start.end();
        room.acquireUninterruptibly(MOST_AT_ONCE);
        return throughput;
    }

    /// Where everything stood when it began.
    private final class Start {
        private final long before = taken.size();
        private final long moment = System.nanoTime();
        private final long processorTime = processorTime();

        Throughput end() {
            double nanos = System.nanoTime() - moment;
            return new Throughput(
                    (taken.size() - before) / (nanos / SECOND),
                    Runtime.getRuntime().availableProcessors() - (processorTime() - processorTime) / nanos);
        }
    }

    private static long processorTime() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private void one() {
        Chat chat = chats.get(Math.floorMod(next.getAndIncrement(), chats.size()));
        byte[] request = request(chat);
        long began = System.nanoTime();
        try {
            HttpLine line = line();
            try {
                int status = line.exchange(request);
                if (status < 300) {
                    taken.add(Json.mapper()
                            .readTree(line.body())
                            .at("/data/message/id")
                            .asText());
                } else {
                    refusals.add(Duration.ofNanos(System.nanoTime() - began));
                }
                statuses.merge(status, 1L, Long::sum);
                idle.push(line);
            } catch (IOException e) {
                // Nobody knows what would come next on it.
                line.close();
                throw e;
            }
        } catch (IOException e) {
            statuses.merge(Rest.Answer.LOST, 1L, Long::sum);
        }
    }

    private HttpLine line() throws IOException {
        HttpLine line = idle.poll();
        return line == null ? new HttpLine(gateway) : line;
    }

    private byte[] request(Chat chat) {
        String headers = """
                Authorization: Bearer %s\r
                x-device-id: %s\r
                Idempotency-Key: %s\r
                """.formatted(chat.user().token(), chat.user().device(), UUID.randomUUID());
        String text = "More than it can take " + ThreadLocalRandom.current().nextLong();
        String body = Chat.newMessage(chat.user(), chat.number(), text).toString();
        return HttpLine.request(gateway, PATH, headers, body);
    }

    @Override
    public void close() throws IOException {
        for (HttpLine line : idle) {
            line.close();
        }
    }

    /// Ids of the messages that were taken.
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /// Answers by status; 0 for those that never came.
    public Map<Integer, Long> statuses() {
        return new TreeMap<>(statuses);
    }

    /// What this machine could not even send.
    public long notSent() {
        return notSent;
    }

    /// 99 of 100 refusals came within this.
    public Duration slowRefusal() {
        List<Duration> sorted = refusals.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) (sorted.size() * 0.99));
    }
}
