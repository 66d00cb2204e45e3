package com.smipay.support.messaging;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.security.DeviceProof;
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
import org.jspecify.annotations.Nullable;

/// The whole service as it runs in production, on real PostgreSQL and Kafka, beside a stub of the ticket service.
final class ServiceFixture implements AutoCloseable {
    static final String DEVICE = "device-of-a-guest";
    static final String OTHER_DEVICE = "device-of-another";
    private static final String SERVICE_KEY = "service-key-of-the-tests-0123456789abcdef";
    private static final String SECRET = "secret-of-the-tests-0123456789abcdef0123";
    private static final String PROOF_KEY = "proof-key-of-the-tests-0123456789abcdef0";
    static final String CREDENTIAL = "Bearer " + SERVICE_KEY;

    final FakePeer tickets = new FakePeer(CREDENTIAL, HttpEvents::parse, EventList::encode);
    final ConversionStub conversion = new ConversionStub();
    final TestDatabase database = MessagingDatabase.fresh();
    final CuttableLine databaseLine = new CuttableLine(database.port());
    final Tokens tokens = Tokens.with(SECRET);
    private final Map<String, String> settings;
    private final ServiceApplication service;
    private final HttpClient client = HttpClient.newHttpClient();

    ServiceFixture() {
        this(Map.of());
    }

    ServiceFixture(Map<String, String> changes) {
        this(changes, before -> {});
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> send(internally("/health/ready")).status() == 200);
    }

    /// One that may not have caught up yet.
    ///
    /// @param before what becomes of the database before the service starts
    ServiceFixture(Map<String, String> changes, Consumer<TestDatabase> before) {
        ServerTurn.check();
        tickets.replies(ConversionStub.CONVERSATIONS, conversion::answer);
        before.accept(database);
        TestDatabase through = database.through(databaseLine.host(), databaseLine.port());
        settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("internal.port", "0");
        settings.put("internal.service-key", SERVICE_KEY);
        settings.put("guest.proof-key", PROOF_KEY);
        settings.put("database.url", through.url());
        settings.put("database.username", through.username());
        settings.put("database.password", through.password());
        settings.put("kafka.bootstrap-servers", TestKafka.bootstrapServers());
        settings.put("kafka.partitions", "3");
        settings.put("jwt.hs256-secret", SECRET);
        settings.put("peers.ticket.url", "http://127.0.0.1:" + tickets.port());
        settings.put("cors.origins", "https://dashboard.example.com");
        settings.put("rate-limit.enabled", "false");
        settings.putAll(changes);
        this.service = MessagingServiceMain.application(
                Config.just(ConfigSources.create(settings), ConfigSources.classpath("application.yaml")));
        service.start();
    }

    /// A user with the contact email of every ticket here.
    String owner(String userId) {
        return token(userId, TicketStates.EMAIL);
    }

    String token(String userId, String email) {
        return tokens.user(userId).email(email).name("John Doe").sign();
    }

    String admin() {
        return tokens.user("a-1")
                .email("ada@smipay.com")
                .name("Ada Obi")
                .admin()
                .sign();
    }

    static String proof(UUID ticketId) {
        return new DeviceProof(PROOF_KEY).sign(ticketId, DEVICE);
    }

    /// A ticket that the ticket service has told us about.
    TicketState told(TicketState ticket) {
        tell(TicketStates.opened(ticket));
        return ticket;
    }

    /// A ticket of a guest on [#DEVICE].
    TicketState toldGuest() {
        UUID id = UUID.randomUUID();
        return told(TicketStates.guest(id, proof(id)));
    }

    /// What a peer does before it answers its own caller.
    Answer tell(EventEnvelope event) {
        HttpRequest.Builder request = at(service.internalPort(), "/internal/events")
                .header("Authorization", CREDENTIAL)
                .POST(BodyPublishers.ofByteArray(event.dataBytes()));
        HttpEvents.headers(event).forEach(request::header);
        return send(request);
    }

    /// A request of the user's side, from [#DEVICE] unless changed.
    HttpRequest.Builder user(String path, @Nullable String token) {
        HttpRequest.Builder request = at(service.port(), path).header("x-device-id", DEVICE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder conversation(TicketState ticket, String query, @Nullable String token) {
        return user("/api/v1/support/ticket?ticket_number=" + ticket.ticketNumber() + query, token);
    }

    /// The whole conversation as the ticket's owner sees it.
    JsonNode seen(TicketState ticket, String token) {
        return send(conversation(ticket, "", token)).data().path("ticket");
    }

    HttpRequest.Builder adding(String number, String message, String email, @Nullable String token) {
        return user("/api/v1/support/ticket/add-message", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.mapper()
                        .createObjectNode()
                        .put("ticket_number", number)
                        .put("message", message)
                        .put("email", email)
                        .toString()));
    }

    Answer add(TicketState ticket, String message, @Nullable String token) {
        return send(adding(ticket.ticketNumber(), message, ticket.owner().email(), token));
    }

    /// Fills its conversation up to so many messages, with texts that are SQL, of the place `s`.
    void fill(TicketState ticket, int count, String text) {
        database.execute("""
                insert into message (ticket_id, seq, id, message, is_from_user, created_at)
                select '%1$s', s, gen_random_uuid(), %2$s, true, now() from generate_series(2, %3$d) as s
                """.formatted(ticket.id(), text, count));
        database.execute("""
                update conversation
                set seq = %2$d, revision = %2$d, visible_count = %2$d, newest_seq = %2$d, last_at = now(), newest_at = now(),
                    newest_id = (select id from message where ticket_id = '%1$s' and seq = %2$d)
                where ticket_id = '%1$s'
                """.formatted(ticket.id(), count));
    }

    /// What the ticket service passes on of a message by the owner `u-1`.
    static String followUp(TicketState ticket) {
        return """
                {"message":"a message that is long enough","email":"%s","device_id":"%s","path":"/x",
                 "caller":{"user_id":"u-1","role":"user"}}
                """.formatted(ticket.owner().email(), DEVICE);
    }

    /// Those of the service.
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    HttpRequest.Builder replying(String id, String token, String json) {
        return at(service.port(), "/api/v1/unified-admin/support/" + id + "/reply")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    Answer reply(TicketState ticket, String message) {
        return send(replying(ticket.id().toString(), admin(), "{\"message\":\"" + message + "\"}"));
    }

    Answer note(TicketState ticket, String message) {
        return send(
                replying(ticket.id().toString(), admin(), "{\"message\":\"" + message + "\",\"is_internal\":true}"));
    }

    /// @param json null for no body at all
    HttpRequest.Builder reading(String number, @Nullable String token, @Nullable String json) {
        HttpRequest.Builder request = user("/api/v1/support/ticket/" + number + "/read", token);
        return json == null
                ? request.POST(BodyPublishers.noBody())
                : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    Answer internal(String path, @Nullable String json) {
        HttpRequest.Builder request = at(service.internalPort(), path).header("Authorization", CREDENTIAL);
        return send(
                json == null
                        ? request
                        : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder publicly(String path) {
        return at(service.port(), path);
    }

    HttpRequest.Builder internally(String path) {
        return at(service.internalPort(), path);
    }

    private static HttpRequest.Builder at(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /// Every answer of the public listener is held against the API document.
    Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            Answer answer = new Answer(response.statusCode(), response);
            if (request.uri().getPort() == service.port()) {
                ApiDocument.check(request.method(), request.uri().getPath(), answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String unique(String what) {
        return what + "-" + UUID.randomUUID();
    }

    @Override
    public void close() throws IOException {
        service.close();
        client.close();
        tickets.close();
        databaseLine.close();
    }
}
