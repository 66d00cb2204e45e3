package com.smipay.support.local.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A service that says its name and remembers what it was asked.
final class StubService implements AutoCloseable {
    record Received(String method, String target, Headers headers, int length) {}

    private final HttpServer server;
    private final String name;
    private final int status;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private StubService(HttpServer server, String name, int status) {
        this.server = server;
        this.name = name;
        this.status = status;
    }

    static StubService start(String name) throws IOException {
        return start(name, 200, 0);
    }

    /// @param port 0 for any free one
    static StubService start(String name, int status, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        StubService stub = new StubService(server, name, status);
        server.createContext("/", stub::answer);
        server.start();
        return stub;
    }

    private void answer(HttpExchange exchange) throws IOException {
        int length = exchange.getRequestBody().readAllBytes().length;
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                length));
        byte[] body = name.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    List<Received> received() {
        return received;
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
