package com.smipay.support.testkit;

import com.smipay.support.contracts.event.EventEnvelope;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The internal listener of another service: remembers what it was told and asked, and answers what a test has put in.
/// It is of the version that is told one event by one. Safe for all threads.
public final class FakePeer implements AutoCloseable {
    private static final String EVENTS = "/internal/events";
    private static final String TOGETHER = "/internal/events/together";
    private static final String TICKETS = "/internal/tickets/";
    private static final String STATES = "/internal/tickets/states";

    /// For many that connect at once.
    private static final int BACKLOG = 256;

    /// @param path with its query
    /// @param body as it came
    public record Call(String method, String path, String body) {}

    /// @param json empty for an answer without a body
    public record Reply(int status, String json) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String credential;
    private final BiFunction<Map<String, String>, byte[], EventEnvelope> parse;
    private final Function<List<EventEnvelope>, byte[]> encode;
    private final List<EventEnvelope> told = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, EventEnvelope> tickets = new ConcurrentHashMap<>();
    private final Map<String, Function<Call, Reply>> replies = new ConcurrentHashMap<>();
    private final Map<String, Function<EventEnvelope, List<EventEnvelope>>> decisions = new ConcurrentHashMap<>();

    /// @param credential without which it answers with a 401
    /// @param parse reads an event from the headers and the body of a call, as the service kit does
    /// @param encode writes the events of an answer, as the service kit does
    public FakePeer(
            String credential,
            BiFunction<Map<String, String>, byte[], EventEnvelope> parse,
            Function<List<EventEnvelope>, byte[]> encode) {
        this.credential = credential;
        this.parse = parse;
        this.encode = encode;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /// What a call is answered with; one that nobody has put an answer in for gets a 404.
    ///
    /// @param path of the call, or its beginning where this ends in `/`
    public void replies(String path, Function<Call, Reply> reply) {
        replies.put(path, reply);
    }

    /// What a question for this ticket is answered with.
    ///
    /// @param reference its number or its id, in any case
    public void knows(String reference, EventEnvelope event) {
        tickets.put(reference.toUpperCase(Locale.ROOT), event);
    }

    /// What notifications about a ticket make it decide.
    public void decides(String subject, Function<EventEnvelope, List<EventEnvelope>> decision) {
        decisions.put(subject, decision);
    }

    /// Every event of a ticket that it was told.
    public List<EventEnvelope> told(String subject) {
        return told.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    /// The calls so far that were no notifications.
    ///
    /// @param path as for [#replies]
    public List<Call> calls(String path) {
        return calls.stream()
                .filter(call -> call.path().equals(path)
                        || (path.endsWith("/") && call.path().startsWith(path)))
                .toList();
    }

    /// How often it was asked for a ticket, and not for the states of all that copies are compared with.
    public int questions() {
        return Math.toIntExact(calls(TICKETS).stream()
                .filter(call -> !call.path().startsWith(STATES))
                .count());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            if (!credential.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, new byte[0]);
            } else if (path.equals(EVENTS)) {
                tell(exchange, body);
            } else if (path.equals(TOGETHER)) {
                send(exchange, 404, new byte[0]);
            } else {
                ask(exchange, new Call(exchange.getRequestMethod(), path, new String(body, StandardCharsets.UTF_8)));
            }
        }
    }

    private void tell(HttpExchange exchange, byte[] body) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        EventEnvelope event = parse.apply(headers, body);
        told.add(event);
        List<EventEnvelope> decided =
                decisions.getOrDefault(event.subject(), nothing -> List.of()).apply(event);
        send(exchange, 200, encode.apply(decided));
    }

    private void ask(HttpExchange exchange, Call call) throws IOException {
        calls.add(call);
        EventEnvelope ticket = call.path().startsWith(TICKETS)
                ? tickets.get(call.path().substring(TICKETS.length()).toUpperCase(Locale.ROOT))
                : null;
        if (ticket != null) {
            send(exchange, 200, encode.apply(List.of(ticket)));
        } else {
            Reply reply = reply(call);
            send(exchange, reply.status(), reply.json().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Reply reply(Call call) {
        Function<Call, Reply> exact = replies.get(call.path());
        if (exact != null) {
            return exact.apply(call);
        }
        return replies.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/") && call.path().startsWith(entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue().apply(call))
                .orElseGet(() -> new Reply(404, ""));
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        if (json.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
