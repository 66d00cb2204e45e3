package com.smipay.support.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The least that is a Socket.IO client of namespace `/support`, by websocket alone: for thousands of them at once, and
/// for one that stops reading, which the official client can't be told to. For one thread, but for [#close].
public final class SocketLine implements AutoCloseable {
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int BUFFER = 2 * 1024;
    private static final String NAMESPACE = "/support";

    private final SocketChannel channel;
    private final DataInputStream in;

    private String answer = "";

    private SocketLine(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(channel.socket().getInputStream(), BUFFER));
    }

    /// Returns when the namespace is joined.
    ///
    /// @param receiveBuffer bytes that the system keeps for it; 0 for the usual
    /// @param patience for each answer
    /// @throws IOException when it is not let in
    public static SocketLine connect(URI server, String token, int receiveBuffer, Duration patience)
            throws IOException {
        SocketLine line = upgrade(server, """
                GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
                Host: %s
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.formatted(server.getAuthority()), receiveBuffer, patience);
        try {
            line.join(token);
            return line;
        } catch (IOException e) {
            line.channel.close();
            throw e;
        }
    }

    /// Returns when the line is a websocket, which is in no namespace yet.
    ///
    /// @param head of the request, whole, as it is to go over the wire but for its line ends
    /// @throws IOException when it is answered otherwise
    public static SocketLine upgrade(URI server, String head, int receiveBuffer, Duration patience) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().setSoTimeout((int) patience.toMillis());
            channel.socket()
                    .connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) patience.toMillis());
            SocketLine line = new SocketLine(channel);
            line.ask(head.replace("\n", "\r\n"));
            return line;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void ask(String head) throws IOException {
        write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n", read.length() - 4) < 0) {
            read.append((char) in.readUnsignedByte());
        }
        answer = read.toString();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("No upgrade: " + answer.substring(0, answer.indexOf('\r')));
        }
    }

    /// The head of what the upgrade was answered with.
    public String answer() {
        return answer;
    }

    /// Returns when the namespace is joined.
    ///
    /// @throws IOException when it is not let in
    public void join(String token) throws IOException {
        send("40" + NAMESPACE + ",{\"token\":\"" + token + "\"}");
        for (String packet = read(); !packet.startsWith("40" + NAMESPACE); packet = read()) {
            if (packet.startsWith("44")) {
                throw new IOException("Refused: " + packet);
            }
        }
    }

    /// The next packet; pings are answered on the way.
    ///
    /// @throws EOFException when the server has ended the line
    public String read() throws IOException {
        String packet = message();
        while (packet.equals("2")) {
            send("3");
            packet = message();
        }
        return packet;
    }

    private String message() throws IOException {
        StringBuilder text = new StringBuilder();
        int head;
        do {
            head = in.readUnsignedByte();
            long length = in.readUnsignedByte();
            if (length == SHORT_LENGTH) {
                length = in.readUnsignedShort();
            } else if (length == LONG_LENGTH) {
                length = in.readLong();
            }
            if ((head & 0x0F) == CLOSE) {
                throw new EOFException("The server said goodbye");
            }
            text.append(new String(in.readNBytes(Math.toIntExact(length)), StandardCharsets.UTF_8));
        } while ((head & FINAL) == 0);
        return text.toString();
    }

    public void send(String packet) throws IOException {
        write(frame(packet));
    }

    /// As it goes over the wire, from a client.
    public static ByteBuffer frame(String packet) {
        byte[] content = packet.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(content.length + 8).put((byte) (FINAL | TEXT));
        if (content.length < SHORT_LENGTH) {
            frame.put((byte) (MASKED | content.length));
        } else {
            frame.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) content.length);
        }
        // A mask of zeros is a mask.
        return frame.putInt(0).put(content).flip();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// For who reads many of them by itself from now on.
    public SocketChannel channel() {
        return channel;
    }

    /// What has come from the channel already and was not read.
    public byte[] readAhead() throws IOException {
        return in.readNBytes(in.available());
    }

    /// As a line that breaks: no goodbye.
    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
