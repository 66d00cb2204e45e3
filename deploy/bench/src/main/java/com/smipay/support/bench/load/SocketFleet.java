package com.smipay.support.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private static final int CLOSE = 8;

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
        private byte[] rest = {};

        Client(SocketChannel channel) {
            this.channel = channel;
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

    public int size() {
        return clients.size();
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

    private Client connect(String token) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().setTcpNoDelay(true);
            channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            channel.write(ByteBuffer.wrap(upgrade().getBytes(StandardCharsets.ISO_8859_1)));
            Handshake handshake = new Handshake(channel);
            handshake.skipHead();
            handshake.await('0');
            Client client = new Client(channel);
            write(client, "40/support,{\"token\":\"" + token + "\"}");
            String answer = handshake.await('4');
            if (!answer.startsWith("40/support")) {
                throw new IOException("Refused: " + answer);
            }
            channel.configureBlocking(false);
            return client;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private String upgrade() {
        return """
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
            Host: %s:%d\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """.formatted(server.getHost(), server.getPort());
    }

    /// Reads the first few frames, blocking.
    private static final class Handshake {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
        private final ArrayDeque<String> texts = new ArrayDeque<>();

        Handshake(SocketChannel channel) {
            this.channel = channel;
        }

        void skipHead() throws IOException {
            String head = "";
            while (!head.contains("\r\n\r\n")) {
                fill();
                head = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            }
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IOException("No upgrade: " + head.lines().findFirst().orElse(""));
            }
            buffer.flip().position(head.indexOf("\r\n\r\n") + 4);
            buffer.compact();
        }

        /// The next frame of a type; what comes before it is passed over.
        String await(char type) throws IOException {
            while (true) {
                take();
                String text = texts.poll();
                if (text == null) {
                    fill();
                } else if (!text.isEmpty() && text.charAt(0) == type) {
                    return text;
                }
            }
        }

        private void take() throws IOException {
            buffer.flip();
            while (buffer.remaining() >= 2) {
                int length = buffer.get(buffer.position() + 1) & 0x7F;
                int head = length == 126 ? 4 : 2;
                if (buffer.remaining() < head) {
                    break;
                }
                if (length == 126) {
                    length = buffer.getShort(buffer.position() + 2) & 0xFFFF;
                }
                if (buffer.remaining() < head + length) {
                    break;
                }
                if ((buffer.get(buffer.position()) & 0x0F) == CLOSE) {
                    throw new EOFException("Closed by the server");
                }
                texts.add(new String(buffer.array(), buffer.position() + head, length, StandardCharsets.UTF_8));
                buffer.position(buffer.position() + head + length);
            }
            buffer.compact();
        }

        private void fill() throws IOException {
            if (channel.read(buffer) < 0) {
                throw new EOFException("The server closed the connection");
            }
        }
    }

    private static void write(Client client, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(content.length + 8);
        frame.put((byte) (0x80 | TEXT));
        if (content.length < 126) {
            frame.put((byte) (0x80 | content.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) content.length);
        }
        // A mask of zeros is a mask.
        frame.putInt(0).put(content).flip();
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
        int at = take(client, end);
        byte[] rest = new byte[end - at];
        System.arraycopy(shared.array(), at, rest, 0, rest.length);
        client.rest = rest;
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
