package com.smipay.support.local.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/// An internal listener that says whether its service is ready.
final class Ready implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean ready = true;

    private Ready(HttpServer server) {
        this.server = server;
    }

    static Ready start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Ready ready = new Ready(server);
        server.createContext("/health/ready", exchange -> {
            ready.asked.incrementAndGet();
            exchange.sendResponseHeaders(ready.ready ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
        return ready;
    }

    void is(boolean now) {
        ready = now;
        asked.set(0);
    }

    /// How often since the answer changed.
    int asked() {
        return asked.get();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/health/ready");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
