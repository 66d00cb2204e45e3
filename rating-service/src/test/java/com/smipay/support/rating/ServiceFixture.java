package com.smipay.support.rating;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.FakePeer;
import com.smipay.support.testkit.ServerTurn;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.Tokens;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// The whole service as it runs in production, on real PostgreSQL and Kafka, between two fake peers.
final class ServiceFixture implements AutoCloseable {
    static final String DEVICE = "device-0001";
    /// Four stars and a feedback that no encoding leaves alone.
    static final String FOUR = "{\"rating\":4,\"feedback\":\"Ẹ ṣé 🙏 \"}";
    private static final String SERVICE_KEY = "service-key-of-the-tests-0123456789abcdef";
    private static final String SECRET = "secret-of-the-tests-0123456789abcdef0123";
    private static final String CREDENTIAL = "Bearer " + SERVICE_KEY;

    final FakePeer ticketService = new FakePeer(CREDENTIAL, HttpEvents::parse, EventList::encode);
    final FakePeer messagingService = new FakePeer(CREDENTIAL, HttpEvents::parse, EventList::encode);
    final TestDatabase database;
    final CuttableLine databaseLine;
    final Tokens tokens = Tokens.with(SECRET);
    /// The token of `u-1`, who owns most tickets here.
    final String owner = token("u-1", "a@x.ng");
    private final ServiceApplication service;
    private final HttpClient client = HttpClient.newHttpClient();

    /// An answer with its body as JSON.
    record Answer(int status, HttpResponse<byte[]> response) {
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

    /// One that is ready: the listeners are open at once, what stands behind them may still be on its way.
    static ServiceFixture ready() {
        return new ServiceFixture();
    }

    ServiceFixture() {
        this(Map.of());
    }

    ServiceFixture(Map<String, String> changes) {
        this(changes, RatingDatabase.fresh(), line -> {});
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send(internal("/health/ready")).status() == 200);
    }

    /// @param beforeTheStart what becomes of the line to the database
    ServiceFixture(Map<String, String> changes, TestDatabase database, Consumer<CuttableLine> beforeTheStart) {
        ServerTurn.check();
        this.database = database;
        this.databaseLine = new CuttableLine(database.port());
        beforeTheStart.accept(databaseLine);
        service = RatingServiceMain.application(config(changes));
        service.start();
    }

    private Config config(Map<String, String> changes) {
        TestDatabase through = database.through(databaseLine.host(), databaseLine.port());
        Map<String, String> settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("internal.port", "0");
        settings.put("internal.service-key", SERVICE_KEY);
        settings.put("database.url", through.url());
        settings.put("database.username", through.username());
        settings.put("database.password", through.password());
        settings.put("kafka.bootstrap-servers", TestKafka.bootstrapServers());
        settings.put("kafka.partitions", "3");
        settings.put("jwt.hs256-secret", SECRET);
        settings.put("peers.ticket.url", "http://127.0.0.1:" + ticketService.port());
        settings.put("peers.messaging.url", "http://127.0.0.1:" + messagingService.port());
        settings.put("cors.origins", "https://dashboard.example.com");
        settings.putAll(changes);
        return Config.just(ConfigSources.create(settings), ConfigSources.classpath("application.yaml"));
    }

    String token(String userId, String email) {
        return tokens.user(userId).email(email).sign();
    }

    /// A ticket that the ticket service has told us about.
    TicketState told(TicketState ticket) {
        tell(TicketStates.opened(ticket));
        return ticket;
    }

    /// What the ticket service does before it answers its own caller.
    Answer tell(EventEnvelope event) {
        HttpRequest.Builder request = internal("/internal/events")
                .header("Authorization", CREDENTIAL)
                .POST(BodyPublishers.ofByteArray(event.dataBytes()));
        HttpEvents.headers(event).forEach(request::header);
        return send(request);
    }

    Answer rate(TicketState ticket, String token, String json) {
        return send(rating(ticket.ticketNumber(), token, json));
    }

    HttpRequest.Builder rating(String ticket, String token, String json) {
        return at("/api/v1/support/ticket/" + ticket + "/rate")
                .header("x-device-id", DEVICE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    HttpRequest.Builder internal(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.internalPort() + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The answer to a question of a peer.
    Answer asPeer(String path) {
        return send(internal(path).header("Authorization", CREDENTIAL));
    }

    static String unique(String what) {
        return what + "-" + UUID.randomUUID();
    }

    @Override
    public void close() throws IOException {
        service.close();
        client.close();
        ticketService.close();
        messagingService.close();
        databaseLine.close();
    }
}
