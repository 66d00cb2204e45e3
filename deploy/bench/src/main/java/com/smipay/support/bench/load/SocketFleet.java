package com.smipay.support.bench.load;

import com.smipay.support.testkit.SocketLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/// Many Socket.IO clients of namespace `/support` on one thread: it walks from frame to frame, answers pings and
/// counts, and looks into a frame only for a listener.
public final class SocketFleet implements AutoCloseable {
    private static final int CONNECT_AT_ONCE = 64;

    /// Fewer than a service lets ask at once.
    private static final int JOIN_AT_ONCE = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SEATED = "\"success\":true";
    private static final int READ = 256 * 1024;
    private static final int TEXT = 1;

    /// Sees every event of every socket, on the reader's thread: it must be quick.
    @FunctionalInterface
    public interface Listener {
        void onEvent(byte[] text, int from, int to);
    }

    private final URI server;
    private final Listener listener;
    private final Selector selector = Selector.open();
    private final Queue<Client> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicLong events = new AtomicLong();
    private final Semaphore joining = new Semaphore(JOIN_AT_ONCE);
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final ByteBuffer shared = ByteBuffer.allocate(READ);
    private final List<Client> clients = new ArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    public SocketFleet(URI server, Listener listener) throws IOException {
        this.server = server;
        this.listener = listener;
        this.reader = Thread.ofPlatform().daemon().name("fleet").start(this::read);
    }

    private static final class Client {
        private final SocketChannel channel;

        /// The beginning of a frame that is not whole.
        private byte[] rest;

        Client(SocketChannel channel, byte[] rest) {
            this.channel = channel;
            this.rest = rest;
        }
    }

    /// Events received by all sockets together.
    public long events() {
        return events.get();
    }

    /// Sockets that the server closed.
    public long lost() {
        return lost.get();
    }

    /// Connects and authenticates so many sockets, some of them at a time; returns when all are in.
    public void connect(int count, IntFunction<String> token) throws Exception {
        Semaphore places = new Semaphore(CONNECT_AT_ONCE);
        List<Future<Client>> connecting = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                String mine = token.apply(i);
                places.acquire();
                connecting.add(threads.submit(() -> {
                    try {
                        return connect(mine);
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        for (Future<Client> client : connecting) {
            clients.add(client.get());
            arrivals.add(client.get());
        }
        selector.wakeup();
    }

    private Client connect(String token) throws IOException {
        SocketLine line = SocketLine.connect(server, token, 0, PATIENCE);
        byte[] ahead = line.readAhead();
        line.channel().configureBlocking(false);
        return new Client(line.channel(), ahead);
    }

    /// Asks for a seat in a ticket's room; some may ask at a time.
    public void join(int socket, String ticketId) throws IOException, InterruptedException {
        if (!joining.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("Who asked for a seat is not answered");
        }
        write(
                clients.get(socket),
                "42/support," + socket % 1000 + "[\"join_ticket\",{\"ticket_id\":\"" + ticketId + "\"}]");
    }

    /// Returns when everybody who asked has got a seat.
    public void awaitSeats() throws IOException, InterruptedException {
        if (!joining.tryAcquire(JOIN_AT_ONCE, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("Who asked for a seat is not answered");
        }
        joining.release(JOIN_AT_ONCE);
        if (refusals.get() > 0) {
            throw new IOException(refusals.get() + " were not let in");
        }
    }

    private static void write(Client client, String text) throws IOException {
        ByteBuffer frame = SocketLine.frame(text);
        synchronized (client) {
            while (frame.hasRemaining()) {
                client.channel.write(frame);
            }
        }
    }

    private void read() {
        try {
            while (!closed) {
                selector.select(200);
                for (Client client = arrivals.poll(); client != null; client = arrivals.poll()) {
                    client.channel.register(selector, SelectionKey.OP_READ, client);
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    read(key, (Client) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, Client client) throws IOException {
        shared.clear().put(client.rest);
        int read;
        try {
            read = client.channel.read(shared);
        } catch (IOException e) {
            read = -1;
        }
        if (read < 0) {
            lost.incrementAndGet();
            key.cancel();
            client.channel.close();
            return;
        }
        int end = shared.position();
        client.rest = Arrays.copyOfRange(shared.array(), take(client, end), end);
    }

    /// @return where the first frame that is not whole begins
    private int take(Client client, int end) throws IOException {
        byte[] bytes = shared.array();
        int at = 0;
        while (end - at >= 2) {
            int length = bytes[at + 1] & 0x7F;
            int head = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (end - at < head) {
                return at;
            }
            if (length == 126) {
                length = shared.getShort(at + 2) & 0xFFFF;
            } else if (length == 127) {
                length = shared.getInt(at + 6);
            }
            if (end - at < head + length) {
                return at;
            }
            if ((bytes[at] & 0x0F) == TEXT) {
                text(client, bytes, at + head, at + head + length);
            }
            at += head + length;
        }
        return at;
    }

    private void text(Client client, byte[] bytes, int from, int to) throws IOException {
        if (to - from == 1 && bytes[from] == '2') {
            write(client, "3");
        } else if (to - from > 1 && bytes[from] == '4' && bytes[from + 1] == '2') {
            listener.onEvent(bytes, from, to);
            events.incrementAndGet();
        } else if (to - from > 1 && bytes[from] == '4' && bytes[from + 1] == '3') {
            if (!new String(bytes, from, to - from, StandardCharsets.UTF_8).contains(SEATED)) {
                refusals.incrementAndGet();
            }
            joining.release();
        }
    }

    @Override
    public void close() throws Exception {
        closed = true;
        selector.wakeup();
        reader.join();
        for (Client client : clients) {
            client.channel.close();
        }
        selector.close();
    }
}
