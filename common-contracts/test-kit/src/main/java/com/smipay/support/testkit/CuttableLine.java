package com.smipay.support.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A TCP line to a server of this machine that a test can cut and mend: for a database or a sister that goes away and
/// comes
/// back. Safe for all threads.
public final class CuttableLine implements AutoCloseable {
    private final int target;
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public CuttableLine(int targetPort) {
        this.target = targetPort;
        try {
            this.entrance = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("line").start(this::accept);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /// Ends every connection, and every new one at once.
    public void cut() {
        cut = true;
        sockets.forEach(CuttableLine::end);
    }

    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                if (cut) {
                    end(near);
                } else {
                    join(near);
                }
            } catch (IOException e) {
                if (!entrance.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void join(Socket near) throws IOException {
        Socket far = new Socket();
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            end(near);
            return;
        }
        Thread.ofVirtual().name("line-to").start(() -> carry(near, far));
        Thread.ofVirtual().name("line-fro").start(() -> carry(far, near));
    }

    private void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            System.getLogger(CuttableLine.class.getName()).log(System.Logger.Level.DEBUG, "The line has ended", e);
        } finally {
            end(from);
            end(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(CuttableLine.class.getName()).log(System.Logger.Level.DEBUG, "Already ended", e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
