package com.smipay.support.servers.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of 127.0.0.1 that nobody listens on, claimed until this process ends. What is to listen there starts seconds
/// later: without a claim another stack, which starts at the same time, may choose the same port, and its answers are
/// then taken for ours.
public final class FreePorts {
    /// Below the range from which systems take the ports of outgoing connections: one that is free now must still be
    /// free when a process that died is started again.
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;

    /// UDP's ports are others than TCP's: a socket there keeps the number for us, is in nobody's way, and goes with
    /// this process however that ends.
    private static final Map<Integer, DatagramSocket> CLAIMS = new HashMap<>();

    private FreePorts() {}

    /// Any free port, at random, claimed for this process. Safe for all threads.
    public static synchronized int any() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!CLAIMS.containsKey(port) && claim(port)) {
                return port;
            }
        }
        throw new IOException("No free port between " + FIRST + " and " + LAST);
    }

    /// Claims a port, where nobody listens there and no other process has claimed it. Safe for all threads.
    ///
    /// @return whether it is this process's, now or since earlier
    public static synchronized boolean claim(int port) {
        if (!isFree(port)) {
            return false;
        }
        try {
            if (!CLAIMS.containsKey(port)) {
                CLAIMS.put(port, new DatagramSocket(port, InetAddress.getLoopbackAddress()));
            }
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /// Whether a listener could be opened there now.
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
