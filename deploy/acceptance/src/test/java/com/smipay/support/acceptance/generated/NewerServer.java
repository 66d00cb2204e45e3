package com.smipay.support.acceptance.generated;

import com.smipay.support.contracts.document.Document;
import com.smipay.support.contracts.document.Trees;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The stack as a later version of it may answer clients of today: every object has a field more, and wherever the
/// documents list words, the word is a new one.
final class NewerServer implements AutoCloseable {
    private static final String FIELD = "added_later";
    private static final String WORD = "ADDED_LATER";
    private static final List<String> PASSED_ON = List.of("Authorization", "x-device-id", "Content-Type", "Accept");

    private final Set<String> listed = fieldsOfListedWords();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI stack;
    private final HttpServer server;

    private NewerServer(URI stack, HttpServer server) {
        this.stack = stack;
        this.server = server;
    }

    /// Listens when it returns.
    static NewerServer before(URI stack) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        NewerServer newer = new NewerServer(stack, server);
        server.createContext("/", newer::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return newer;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<String> answer = client.send(asked(exchange), BodyHandlers.ofString());
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            grow(body);
            byte[] grown = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), grown.length);
            exchange.getResponseBody().write(grown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest asked(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(stack.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : PASSED_ON) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        return request.build();
    }

    private void grow(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : Trees.names(object)) {
                grow(object.get(name));
                if (listed.contains(name) && object.get(name).isString()) {
                    object.put(name, WORD);
                }
            }
            object.putObject(FIELD).putArray("as").add("nobody").add(1);
        } else {
            node.values().forEach(this::grow);
        }
    }

    /// By name alone: a word that is listed nowhere may as well be a new one.
    private static Set<String> fieldsOfListedWords() {
        return Document.openApi().stream()
                .flatMap(document -> Trees.places(document.root().at("/components/schemas")).stream()
                        .filter(place -> place.pointer().matches("/\\w+/properties/\\w+"))
                        .filter(place -> isListed(document, place.node()))
                        .map(place -> place.pointer().substring(place.pointer().lastIndexOf('/') + 1)))
                .collect(Collectors.toSet());
    }

    private static boolean isListed(Document document, JsonNode schema) {
        return Stream.concat(Stream.of(schema), schema.path("anyOf").values().stream())
                .map(document::resolve)
                .anyMatch(each -> each.has("enum") || each.has("x-extensible-enum"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
