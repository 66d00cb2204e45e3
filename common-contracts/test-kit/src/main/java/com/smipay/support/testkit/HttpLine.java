package com.smipay.support.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection for load: it reads no more of an answer than its status and its end, and so costs
/// little beside what it loads. For one thread at a time.
public final class HttpLine implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final String LENGTH = "\r\ncontent-length:";

    private final Socket socket = new Socket();
    private final InputStream in;
    private byte[] buffer = new byte[32 * 1024];
    private int filled;
    private int body;

    public HttpLine(URI server) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /// A request's bytes, made once and sent many times.
    ///
    /// @param body empty for a GET
    public static byte[] request(URI server, String path, String headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = (content.length == 0 ? "GET " : "POST ") + path + " HTTP/1.1\r\nHost: " + server.getHost() + ":"
                + server.getPort() + "\r\n" + headers
                + (content.length == 0
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n")
                + "\r\n";
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(first, first.length + content.length);
        System.arraycopy(content, 0, whole, first.length, content.length);
        return whole;
    }

    /// Sends it and waits for the answer's end.
    ///
    /// @return the status
    public int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int head = -1;
        while (head < 0) {
            int from = Math.max(0, filled - HEAD_END.length);
            fill();
            head = indexOf(HEAD_END, from);
        }
        body = head + HEAD_END.length;
        int end = body + length(head);
        while (filled < end) {
            fill();
        }
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
    }

    /// The same, with the answer's body as text; any other answer than a success is thrown.
    public String ask(byte[] request) throws IOException {
        int status = exchange(request);
        if (status >= 300) {
            throw new IOException("Answered " + status + ": " + body());
        }
        return body();
    }

    /// Of the last answer.
    public String body() {
        return new String(buffer, body, filled - body, StandardCharsets.UTF_8);
    }

    private int length(int head) throws IOException {
        String text = new String(buffer, 0, head + 2, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = text.indexOf(LENGTH);
        if (at < 0) {
            if (text.startsWith("http/1.1 204")) {
                return 0;
            }
            throw new IOException("An answer without a length");
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(text.substring(from, text.indexOf('\r', from)).strip());
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("The server closed the connection");
        }
        filled += read;
    }

    private int indexOf(byte[] wanted, int from) {
        for (int at = from; at <= filled - wanted.length; at++) {
            if (Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
