package com.smipay.support.messaging;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// The internal listener of the ticket service: remembers what it was told, decides what a test wants it to, answers
/// for the tickets that it was given.
final class TicketServiceStub implements AutoCloseable {
    private static final String CONVERSATIONS = "/internal/conversations/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String credential;
    private final Map<String, EventEnvelope> tickets = new ConcurrentHashMap<>();
    private final Map<String, Function<EventEnvelope, List<EventEnvelope>>> decisions = new ConcurrentHashMap<>();
    private final List<EventEnvelope> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();
    final ConversionStub conversion = new ConversionStub();

    TicketServiceStub(String credential) {
        this.credential = credential;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/internal/events", exchange -> guarded(exchange, this::tell));
        server.createContext(CONVERSATIONS, exchange -> guarded(exchange, this::convert));
        server.createContext("/internal/tickets/", exchange -> guarded(exchange, this::ask));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// What a question for this ticket is answered with.
    void knows(String reference, EventEnvelope event) {
        tickets.put(reference.toUpperCase(Locale.ROOT), event);
    }

    /// What notifications about a ticket make it decide.
    void decides(String subject, Function<EventEnvelope, List<EventEnvelope>> decision) {
        decisions.put(subject, decision);
    }

    /// Every event of a ticket that it was told.
    List<EventEnvelope> told(String subject) {
        return told.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    int questions() {
        return questions.get();
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
        send(
                exchange,
                EventList.encode(decisions
                        .getOrDefault(event.subject(), nothing -> List.of())
                        .apply(event)));
    }

    /// `/internal/conversations/{id}/ticket`.
    private void convert(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(CONVERSATIONS.length());
        UUID id = UUID.fromString(path.substring(0, path.indexOf('/')));
        byte[] answer = conversion.answer(id, exchange.getRequestBody().readAllBytes());
        if (answer.length == 0) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            send(exchange, answer);
        }
    }

    private void ask(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        EventEnvelope known =
                tickets.get(path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
        if (known == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            send(exchange, EventList.encode(List.of(known)));
        }
    }

    private static void send(HttpExchange exchange, byte[] json) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
