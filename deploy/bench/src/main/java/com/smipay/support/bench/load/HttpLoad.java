package com.smipay.support.bench.load;

import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// So many clients, each with a connection of its own and always one request under way. The connections are new for
/// each run: what is idle while the other side has its turn is closed by some servers.
public final class HttpLoad implements AutoCloseable {
    private final int clients;
    private final URI server;
    private final ExecutorService threads;

    /// What a run came to.
    ///
    /// @param failed answers other than 2xx
    public record Outcome(long requests, long failed, Duration time, Latencies latencies) {
        public double rate() {
            return requests / (time.toNanos() / 1e9);
        }
    }

    /// Gives the bytes of the next request of a client; null where none is left.
    @FunctionalInterface
    public interface Requests {
        byte @Nullable [] next(int client);
    }

    public HttpLoad(int clients, URI server) {
        this.clients = clients;
        this.server = server;
        threads = Executors.newFixedThreadPool(
                clients, Thread.ofPlatform().daemon().factory());
    }

    /// Returns when every client has its last answer.
    public Outcome run(Duration time, Requests requests) throws Exception {
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        List<Callable<Part>> parts = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            parts.add(() -> run(client, end, requests));
        }
        long failed = 0;
        Latencies latencies = new Latencies();
        for (Future<Part> part : threads.invokeAll(parts)) {
            failed += part.get().failed();
            latencies.addAll(part.get().latencies());
        }
        return new Outcome(latencies.count() - failed, failed, Duration.ofNanos(System.nanoTime() - begun), latencies);
    }

    private record Part(long failed, Latencies latencies) {}

    private Part run(int client, long end, Requests requests) throws IOException {
        Latencies latencies = new Latencies();
        long failed = 0;
        try (HttpLine line = new HttpLine(server)) {
            long now = System.nanoTime();
            byte[] request = requests.next(client);
            while (now < end && request != null) {
                int status = line.exchange(request);
                long after = System.nanoTime();
                latencies.add(after - now);
                now = after;
                if (status < 200 || status >= 300) {
                    failed++;
                }
                request = requests.next(client);
            }
        }
        return new Part(failed, latencies);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
