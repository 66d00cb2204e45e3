package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.testkit.ServerTurn;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A service's two listeners, with a call that gives back what it was sent and others that fail in every way.
final class EchoServer implements AutoCloseable {
    private static final CrossOrigin DESK = CrossOrigin.of(List.of("https://desk.example"));

    static final String DEVICE = "device-0001";
    static final String SERVICE_KEY = "service-key-of-the-tests-0123456789abcdef";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final WebServer server;

    EchoServer() {
        ServerTurn.check();
        ListenerSettings settings = new ListenerSettings("127.0.0.1", 0, 100, 50, 50, Duration.ofSeconds(1), DESK);
        server = Listeners.publicAndInternal(
                        settings,
                        EchoServer::routes,
                        settings,
                        EchoServer::internalRoutes,
                        List.of(HealthChecks.notStopping(() -> false), HealthChecks.live()))
                .start();
    }

    private static void internalRoutes(HttpRouting.Builder routing) {
        routing.addFilter(new ServiceCredentialGuard(new ServiceCredential(SERVICE_KEY)));
        new Endpoints(routing).get("/internal/ping", (req, res) -> Responses.ok(res, "pong", Map.of()));
    }

    private static void routes(HttpRouting.Builder routing) {
        routing.any((req, res) -> {
            if (SecurityHeadersGuard.isUserSide(req)) {
                SecurityHeadersGuard.check(req);
            }
            res.next();
        });
        new Endpoints(routing)
                .post("/api/v1/support/echo", (req, res) -> {
                    Fields fields = new Fields(JsonBody.required(req).object());
                    String subject = fields.text("subject", 5, 20);
                    String email = fields.email("email");
                    fields.check();
                    Responses.created(res, "Echoed", Map.of("subject", subject, "email", email));
                })
                .get("/away", (req, res) -> {
                    throw new DatabaseUnavailableException(new IOException("secret detail"));
                })
                .get("/counted", (req, res) -> {
                    throw Problem.of(Status.NOT_FOUND_404, "COUNTED_HERE", "Nobody else is refused with this code");
                })
                .get("/broken", (req, res) -> {
                    throw new IllegalStateException("secret detail");
                })
                .nothingElse();
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpRequest.Builder internally(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port("internal") + path));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = at(path).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<String> echo(String body) throws IOException, InterruptedException {
        return send("POST", "/api/v1/support/echo", body, "x-device-id", DEVICE, "Content-Type", "application/json");
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return Json.mapper().readTree(response.body());
    }

    @Override
    public void close() {
        server.stop();
    }
}
