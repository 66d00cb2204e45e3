package com.smipay.support.kit.peer;

import com.smipay.support.testkit.ServerTurn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A peer that answers every call with a head, so much of a body, and then nothing more, and keeps the line.
final class BrokenAnswer implements AutoCloseable {
    private static final int END_OF_HEAD = 0x0D0A0D0A;

    private final ServerSocket listener;
    private final int announced;
    private final int sent;
    private final AtomicInteger ends = new AtomicInteger();

    /// @param announced bytes, by the head
    /// @param sent bytes
    BrokenAnswer(int announced, int sent) {
        ServerTurn.check();
        this.announced = announced;
        this.sent = sent;
        try {
            this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// How many lines the other side has ended.
    int ends() {
        return ends.get();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int last = 0;
            while (last != END_OF_HEAD) {
                last = last << 8 | in.read();
            }
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + announced + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[sent]);
            out.flush();
            while (in.read() >= 0) {
                // Nothing more is asked on a line whose answer is not whole.
            }
        } catch (IOException e) {
            System.getLogger(BrokenAnswer.class.getName()).log(System.Logger.Level.DEBUG, "The line was cut", e);
        }
        ends.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
