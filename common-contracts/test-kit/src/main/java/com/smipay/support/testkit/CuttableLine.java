package com.smipay.support.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP line to a server of this machine that a test can cut, hold and mend: for a database or a peer that goes
/// away, or hangs, and comes back. Safe for all threads.
public final class CuttableLine implements AutoCloseable {
    private final int target;
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean answersLost;
    private boolean held;
    private final AtomicInteger callers = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();

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
        release();
        sockets.forEach(CuttableLine::end);
    }

    /// Keeps every connection, takes new ones, and lets nothing through: as a server that hangs.
    public synchronized void hold() {
        held = true;
    }

    /// Cuts each connection in the moment when the server's answer comes: what was asked has been done, and nobody
    /// hears of it.
    public void loseAnswers() {
        answersLost = true;
    }

    /// How many answers were lost so far.
    public int losses() {
        return losses.get();
    }

    /// How many connections were taken so far.
    public int callers() {
        return callers.get();
    }

    public synchronized void mend() {
        cut = false;
        answersLost = false;
        held = false;
        notifyAll();
    }

    private synchronized void passes() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    private synchronized void release() {
        held = false;
        notifyAll();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                callers.incrementAndGet();
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
        Thread.ofVirtual().name("line-to").start(() -> carry(near, far, false));
        Thread.ofVirtual().name("line-fro").start(() -> carry(far, near, true));
    }

    private void carry(Socket from, Socket to, boolean answers) {
        try {
            byte[] buffer = new byte[16 * 1024];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                passes();
                if (answers && answersLost) {
                    losses.incrementAndGet();
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
