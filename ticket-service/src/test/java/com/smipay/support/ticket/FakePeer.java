package com.smipay.support.ticket;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The internal listener of another service: remembers what it was told and asked, and answers what a test has put in.
final class FakePeer implements AutoCloseable {
    /// @param body as it came
    record Call(String method, String path, String body) {}

    record Reply(int status, String json) {}

    private final HttpServer server;
    private final String credential;
    private final List<EventEnvelope> told = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Call, Reply>> replies = new ConcurrentHashMap<>();
    private volatile Function<EventEnvelope, List<EventEnvelope>> decides = event -> List.of();

    FakePeer(String credential) {
        this.credential = credential;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/events", exchange -> guarded(exchange, this::tell));
        server.createContext("/internal/conversations/", exchange -> guarded(exchange, this::ask));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// What a call of this path is answered with.
    void replies(String path, Function<Call, Reply> reply) {
        replies.put(path, reply);
    }

    /// What notifications make it decide.
    void decides(Function<EventEnvelope, List<EventEnvelope>> decision) {
        decides = decision;
    }

    /// Every event of a ticket that it was told.
    List<EventEnvelope> told(String subject) {
        return told.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void guarded(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            if (credential.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer.to(exchange);
            } else {
                exchange.sendResponseHeaders(401, -1);
            }
        }
    }

    /// Of the version that is told one by one.
    private void tell(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/together")) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        EventEnvelope event =
                HttpEvents.parse(headers, exchange.getRequestBody().readAllBytes());
        told.add(event);
        send(exchange, 200, EventList.encode(decides.apply(event)));
    }

    private void ask(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call =
                new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
        calls.add(call);
        Function<Call, Reply> reply = replies.get(call.path());
        if (reply == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            Reply given = reply.apply(call);
            send(exchange, given.status(), given.json().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
