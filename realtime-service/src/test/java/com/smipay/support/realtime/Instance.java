package com.smipay.support.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.realtime.api.SocketSettings;
import com.smipay.support.realtime.domain.SupportIdentity;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.Waiting;
import com.smipay.support.testkit.ServerTurn;
import com.smipay.support.testkit.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One instance of the service, wired as in production, in this process.
final class Instance implements AutoCloseable {
    static final String SECRET = "a secret of the tests that is long enough";
    static final Tokens TOKENS = Tokens.with(SECRET);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceApplication service;

    Instance(String bootstrapServers, FakeMessaging messaging) {
        this(new KafkaSettings(bootstrapServers, 2, (short) 1), messaging);
    }

    Instance(KafkaSettings kafka, FakeMessaging messaging) {
        ServerTurn.check();
        service = RealtimeServiceMain.application(new RealtimeSettings(
                new SocketSettings("127.0.0.1", 0, 1_000, Set.of("*"), Duration.ofSeconds(20), 20),
                new ListenerSettings("127.0.0.1", 0, 100, 100, 100, Duration.ofSeconds(1)),
                new ServiceCredential(FakeMessaging.KEY),
                new TokenSettings(SECRET, null, null, null),
                kafka,
                new Peer("messaging", messaging.url()),
                new SupportIdentity("Smipay Support", "support@smipay.com"),
                Duration.ofMillis(500)));
        service.start();
    }

    Instance ready() {
        Waiting.until("the instance is ready", () -> health("ready").statusCode() == 200);
        return this;
    }

    RawSocket user(String userId) {
        return RawSocket.joined(
                service.port(),
                TOKENS.user(userId).email(userId + "@example.com").sign());
    }

    RawSocket admin(String userId) {
        return RawSocket.joined(service.port(), TOKENS.user(userId).admin().sign());
    }

    /// In the ticket's room.
    static RawSocket in(Events ticket, RawSocket client) {
        JsonNode joined = client.ask("join_ticket", "{\"ticket_id\":\"" + ticket.ticketId() + "\"}");
        if (!joined.path("success").asBoolean()) {
            throw new AssertionError(joined.toString());
        }
        return client;
    }

    /// In the conversation's room.
    static RawSocket in(ChatEvents chat, RawSocket client) {
        JsonNode joined = client.ask("join_conversation", "{\"conversation_id\":\"" + chat.id() + "\"}");
        if (!joined.path("success").asBoolean()) {
            throw new AssertionError(joined.toString());
        }
        return client;
    }

    int port() {
        return service.port();
    }

    /// @param what `live`, `ready`, or empty for everything
    HttpResponse<String> health(String what) {
        return get(service.internalPort(), "/health/" + what);
    }

    /// A detail of the readiness check `events`.
    String state() {
        try {
            return Json.mapper()
                    .readTree(health("ready").body())
                    .findPath("state")
                    .asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The threads that the readiness check `tasks` names.
    List<String> tasks() {
        try {
            JsonNode data = Json.mapper()
                    .readTree(health("ready").body())
                    .path("checks")
                    .valueStream()
                    .filter(check -> check.path("name").asText().equals("tasks"))
                    .findFirst()
                    .orElseThrow()
                    .path("data");
            return data.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !name.equals("degraded"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String metrics() {
        return get(service.internalPort(), "/metrics").body();
    }

    HttpResponse<String> publicly(String path) {
        return get(service.port(), path);
    }

    private HttpResponse<String> get(int port, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        service.close();
        http.close();
    }
}
