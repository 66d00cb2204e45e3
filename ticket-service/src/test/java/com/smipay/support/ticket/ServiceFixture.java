package com.smipay.support.ticket;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The whole ticket service, on real PostgreSQL and Kafka, between two fake peers.
final class ServiceFixture implements AutoCloseable {
    static final String USER_SIDE = "/api/v1/support";
    static final String ADMIN_SIDE = "/api/v1/unified-admin/support";
    static final String DEVICE = "device-of-the-tests";
    static final String ADMIN_ID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";
    static final String PROOF_KEY = "proof-key-of-the-tests-9876543210zyxwvu";
    private static final String SERVICE_KEY = "service-key-of-the-tests-0123456789abcdef";
    private static final String SECRET = "secret-of-the-tests-0123456789abcdef0123";
    private static final String CREDENTIAL = "Bearer " + SERVICE_KEY;

    private static final String FIRST_WORDS =
            "{\"ticket_number\":\"SMI-2000-000001\",\"description\":\"0123456789\",\"email\":\"a@b.c\"}";

    final FakePeer messaging = new FakePeer(CREDENTIAL, HttpEvents::parse, EventList::encode);
    final FakePeer rating = new FakePeer(CREDENTIAL, HttpEvents::parse, EventList::encode);
    final TestDatabase database = TicketDatabase.fresh();
    final CuttableLine databaseLine = new CuttableLine(database.port());
    final Tokens tokens = Tokens.with(SECRET);
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

        JsonNode data() {
            return json().path("data");
        }

        String code() {
            return json().path("code").asText();
        }

        String message() {
            return json().path("message").asText();
        }

        /// The offending fields, in their order.
        String fields() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("field").asText())
                    .collect(Collectors.joining(","));
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    ServiceFixture() {
        this(Map.of());
    }

    /// @param over the bench's own settings
    ServiceFixture(Map<String, String> over) {
        ServerTurn.check();
        this.service = TicketServiceMain.application(config(over));
        service.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send(internal("/health/ready")).status() == 200);
        // The first call to a peer takes long on a busy machine.
        send(requestSupport(FIRST_WORDS));
    }

    private Config config(Map<String, String> over) {
        TestDatabase through = database.through(databaseLine.host(), databaseLine.port());
        Map<String, String> settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("internal.port", "0");
        settings.put("internal.service-key", SERVICE_KEY);
        settings.put("guest.proof-key", PROOF_KEY);
        settings.put("database.url", through.url());
        settings.put("database.username", through.username());
        settings.put("database.password", through.password());
        // The machine may be busy with other tests.
        settings.put("database.acquire-timeout", "PT5S");
        settings.put("kafka.bootstrap-servers", TestKafka.bootstrapServers());
        settings.put("kafka.partitions", "3");
        settings.put("jwt.hs256-secret", SECRET);
        settings.put("peers.messaging.url", "http://127.0.0.1:" + messaging.port());
        settings.put("peers.rating.url", "http://127.0.0.1:" + rating.port());
        settings.put("cors.origins", "https://dashboard.example.com");
        settings.put("proxies.trusted", "127.0.0.1");
        // One device and one address make all the calls of a test class.
        settings.put("rate-limit.device.capacity", "100000");
        settings.put("rate-limit.address.capacity", "100000");
        settings.putAll(over);
        return Config.just(ConfigSources.create(settings), ConfigSources.classpath("application.yaml"));
    }

    String user(String userId, String email) {
        return tokens.user(userId).email(email).sign();
    }

    /// Ada of the support team.
    String admin() {
        return tokens.user(ADMIN_ID)
                .email("ada@smipay.com")
                .name("Ada Obi")
                .admin()
                .sign();
    }

    /// With the device's header and a JSON body.
    HttpRequest.Builder requestSupport(String json) {
        return user("/request-support")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    /// A guest's ticket with this email, as the answer shows it.
    JsonNode opened(String email) {
        return ticketOf(send(requestSupport(request(email))));
    }

    /// A ticket of the account behind this token.
    JsonNode openedBy(String token, String email) {
        return ticketOf(send(requestSupport(request(email)).header("Authorization", "Bearer " + token)));
    }

    private static JsonNode ticketOf(Answer answer) {
        if (answer.status() != 201) {
            throw new IllegalStateException("Not opened: " + answer.json());
        }
        return answer.data().path("ticket");
    }

    static String request(String email) {
        return """
                {"subject":"I can't pay","description":"The transfer fails again and again.","email":"%s"}
                """.formatted(email);
    }

    HttpRequest.Builder user(String path) {
        return at(USER_SIDE + path).header("x-device-id", DEVICE);
    }

    HttpRequest.Builder admin(String path) {
        return at(ADMIN_SIDE + path).header("Authorization", "Bearer " + admin());
    }

    Answer put(String path, String json) {
        return send(admin(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    HttpRequest.Builder internal(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.internalPort() + path));
    }

    HttpRequest.Builder asPeer(String path) {
        return internal(path).header("Authorization", CREDENTIAL);
    }

    /// What a peer does before it answers its own caller.
    Answer tell(EventEnvelope event) {
        HttpRequest.Builder request = asPeer("/internal/events").POST(BodyPublishers.ofByteArray(event.dataBytes()));
        HttpEvents.headers(event).forEach(request::header);
        return send(request);
    }

    Answer notifyInOneBatch(List<EventEnvelope> events) {
        return send(asPeer("/internal/events/together")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(EventList.encode(events))));
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

    /// As the admin's list shows it.
    JsonNode row(JsonNode ticket) {
        Answer answer = send(admin("?limit=100").GET());
        return answer.data()
                .path("tickets")
                .valueStream()
                .filter(row -> row.path("id").equals(ticket.path("id")))
                .findFirst()
                .orElseThrow();
    }

    static String unique(String what) {
        return what + "-" + UUID.randomUUID();
    }

    @Override
    public void close() throws IOException {
        service.close();
        client.close();
        messaging.close();
        rating.close();
        databaseLine.close();
    }
}
