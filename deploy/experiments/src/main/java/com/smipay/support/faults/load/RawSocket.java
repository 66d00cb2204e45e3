package com.smipay.support.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// The least that is a client of `/support`: for thousands of them at once, and for one that stops reading, which the
/// official client can't be told to. For one thread, but for [#close].
public final class RawSocket implements AutoCloseable {
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int LENGTH = 0x7F;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int END = 8;
    private static final int BUFFER = 2_048;
    private static final int BYTE = 8;
    private static final String ACCEPTED = "HTTP/1.1 101";
    private static final String EVENT = "42/support,";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = socket.getOutputStream();
    }

    /// Returns when the namespace is joined.
    ///
    /// @param receiveBuffer bytes that the system keeps for it; 0 for the usual
    /// @param patience for each answer
    /// @throws IOException when it is not let in
    public static RawSocket connect(URI at, Person person, int receiveBuffer, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(new InetSocketAddress(at.getHost(), at.getPort()), (int) patience.toMillis());
            RawSocket raw = new RawSocket(socket);
            raw.upgrade(at);
            raw.send("40/support," + Json.mapper().writeValueAsString(Map.of("token", person.token())));
            for (String packet = raw.read(); !packet.startsWith("40/support"); packet = raw.read()) {
                if (packet.startsWith("44")) {
                    throw new IOException("Refused: " + packet);
                }
            }
            return raw;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void upgrade(URI at) throws IOException {
        out.write(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: " + at.getAuthority()
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.startsWith(ACCEPTED)) {
            throw new IOException("No upgrade: " + status);
        }
        while (!line().isEmpty()) {
            // Headers that do not matter here.
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /// The next packet; pings are answered on the way.
    ///
    /// @throws EOFException when the server has ended the line
    public String read() throws IOException {
        while (true) {
            StringBuilder text = new StringBuilder();
            boolean isLast = false;
            while (!isLast) {
                int head = in.readUnsignedByte();
                byte[] payload = payload();
                if ((head & OPCODE) == END) {
                    throw new EOFException("The server said goodbye");
                }
                text.append(new String(payload, StandardCharsets.UTF_8));
                isLast = (head & MASKED) != 0;
            }
            if (text.toString().equals("2")) {
                send("3");
            } else {
                return text.toString();
            }
        }
    }

    private byte[] payload() throws IOException {
        long length = in.readUnsignedByte() & LENGTH;
        if (length == SHORT_LENGTH) {
            length = in.readUnsignedShort();
        } else if (length == LONG_LENGTH) {
            length = in.readLong();
        }
        return in.readNBytes(Math.toIntExact(length));
    }

    /// Joins a ticket's room, and reads until it is told that it has.
    public void join(String ticket, String lastMessage) throws IOException {
        JsonNode question = Json.mapper()
                .valueToTree(
                        java.util.List.of("join_ticket", Map.of("ticket_id", ticket, "last_message_id", lastMessage)));
        send("42/support,1" + question);
        for (String packet = read(); !packet.startsWith("43/support,1"); packet = read()) {
            if (packet.startsWith("41")) {
                throw new EOFException(packet);
            }
        }
    }

    /// The name and the payload of an event packet; missing where it is something else.
    public static JsonNode event(String packet) throws IOException {
        return packet.startsWith(EVENT)
                ? Json.mapper().readTree(packet.substring(EVENT.length()))
                : Json.mapper().missingNode();
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean isLong = bytes.length >= SHORT_LENGTH;
        byte[] frame = new byte[bytes.length + (isLong ? 8 : 6)];
        frame[0] = (byte) FINAL_TEXT;
        frame[1] = (byte) (MASKED | (isLong ? SHORT_LENGTH : bytes.length));
        if (isLong) {
            frame[2] = (byte) (bytes.length >> BYTE);
            frame[3] = (byte) bytes.length;
        }
        // The mask is four zero bytes: the text stays as it is.
        System.arraycopy(bytes, 0, frame, frame.length - bytes.length, bytes.length);
        out.write(frame);
    }

    /// As a line that breaks: no goodbye.
    @Override
    public void close() {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
