package com.smipay.support.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.runtime.ServiceMeters;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.testkit.ServerTurn;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.Tokens;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A replica of a service that has nothing but the guards of the user side, and handlers that show what came
/// through.
final class GuardedServer implements AutoCloseable {
    private static final CrossOrigin DESK = CrossOrigin.of(List.of("https://desk.example"));

    static final String OPEN = "/api/v1/support/request-support";
    static final String READ = "/api/v1/support/ticket/{ticketNumber}/read";
    static final String WITH_TOKEN = "/api/v1/support/my-tickets";
    static final String ADMINS = "/api/v1/unified-admin/support";
    static final Tokens TOKENS = Tokens.with("secret-of-the-tests-0123456789abcdef0123");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Database database;
    private final TokenVerifier tokens =
            TokenVerifier.create(new TokenSettings(TOKENS.secret(), null, null, null), Clock.systemUTC());

    /// Who is an admin no more, whatever their tokens say.
    volatile Predicate<Caller> revoked = caller -> false;

    private final Callers callers = new Callers(tokens, caller -> revoked.test(caller));
    final UserSideGuards guards;
    private final WebServer server;

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return Json.mapper().readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String code() {
            return json().path("code").asText();
        }

        String message() {
            return json().path("message").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    GuardedServer(TestDatabase at, InstantSource clock, Map<String, String> changes) {
        ServerTurn.check();
        database =
                new Database(new DatabaseSettings(at.url(), at.username(), at.password(), 4, Duration.ofMillis(500)));
        Map<String, String> settings = new HashMap<>(Map.of(
                "rate-limit.enabled", "true",
                "rate-limit.device.capacity", "1000",
                "rate-limit.device.per-minute", "1",
                "rate-limit.address.capacity", "1000",
                "rate-limit.address.per-minute", "1",
                "proxies.trusted", "127.0.0.1",
                "security-headers.signature", "off"));
        settings.putAll(changes);
        guards = new UserSideGuards(
                new Settings(Config.just(ConfigSources.create(settings))),
                new Nonces(database),
                callers,
                List.of(OPEN, READ),
                () -> 1,
                clock);
        new ServiceMeters().register(guards);
        ListenerSettings listener = new ListenerSettings("127.0.0.1", 0, 100, 50, 50, Duration.ofSeconds(1), DESK);
        server = Listeners.publicAndInternal(
                        listener, this::routes, listener, internal -> {}, List.of(HealthChecks.live()))
                .start();
    }

    private void routes(HttpRouting.Builder routing) {
        guards.addTo(routing);
        new Endpoints(routing)
                .post(OPEN, this::echo)
                .post(READ, this::echo)
                .get(WITH_TOKEN, this::echo)
                .post(ADMINS, this::echo)
                .nothingElse();
    }

    private void echo(ServerRequest req, ServerResponse res) {
        String caller = callers.optional(req).map(c -> c.userId()).orElse("guest");
        JsonBody body = JsonBody.optional(req);
        Responses.ok(
                res,
                "Seen",
                Map.of(
                        "caller",
                        caller,
                        "body",
                        body.object(),
                        "bytes",
                        body.bytes().array().length));
    }

    String metrics() {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port("internal") + "/metrics")))
                .response()
                .body();
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        tokens.close();
        database.close();
    }
}
