package com.smipay.support.acceptance.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.token.LocalToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets a connection, and how long (`support-api.md`, Connection; `decisions.md` 25).
class ConnectingTest {
    private final Person user = Person.user();

    @Test
    void aValidTokenConnectsThroughTheGatewayAndAtEveryInstance() {
        for (URI at : new URI[] {
            LocalStack.running().gateway(),
            LocalStack.running().publicUrl("realtime-service"),
            LocalStack.running().publicUrl("realtime-service-2")
        }) {
            try (LiveSocket socket = LiveSocket.at(at, user)) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aMissingTokenIsRefused() {
        refused(LiveSocket.refused(Map.of()), "UNAUTHENTICATED");
        refused(LiveSocket.refused(Map.of("token", "")), "UNAUTHENTICATED");
        refused(LiveSocket.refused(Map.of("jwt", user.bearer())), "UNAUTHENTICATED");
    }

    @Test
    void aBadTokenIsRefused() {
        String foreign = new LocalToken(user.claims("admin")).sign("another-secret-" + UUID.randomUUID());

        refused(LiveSocket.refused(Map.of("token", "nonsense")), "UNAUTHENTICATED");
        refused(LiveSocket.refused(Map.of("token", foreign)), "UNAUTHENTICATED");
        refused(LiveSocket.refused(Map.of("token", user.bearer() + "x")), "UNAUTHENTICATED");
    }

    @Test
    void anExpiredTokenIsRefusedWithoutSkew() {
        refused(LiveSocket.refused(Map.of("token", expiring(Duration.ofSeconds(-1)))), "TOKEN_EXPIRED");
    }

    @Test
    void aTokenThatExpiresEndsTheConnectionWithAReason() {
        try (LiveSocket socket = LiveSocket.at(LocalStack.running().gateway(), expiring(Duration.ofSeconds(6)))) {
            LiveSocket.Event exception = socket.await("exception");

            assertThat(exception.text("code")).isEqualTo("TOKEN_EXPIRED");
            assertThat(exception.text("status")).isEqualTo("error");
            assertThat(socket.awaitEnd()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42/support,[\"join_ticket\",{}]", "nonsense"})
    void whatIsNoConnectEndsTheTransport(String packet) throws Exception {
        Closed closed = new Closed();
        open("", closed).sendText(packet, true).join();

        assertThat(closed.code.get(10, TimeUnit.SECONDS)).isPositive();
        assertThat(closed.heard).noneMatch(text -> text.startsWith("40/support"));
    }

    @Test
    void aTransportThatDoesNotJoinTheNamespaceIsClosed() throws Exception {
        Closed silent = new Closed();
        Closed elsewhere = new Closed();
        open("", silent);
        open("", elsewhere).sendText("40/other,{}", true).join();

        assertThat(silent.code.get(40, TimeUnit.SECONDS)).isPositive();
        assertThat(elsewhere.code.get(40, TimeUnit.SECONDS)).isPositive();
        assertThat(elsewhere.heard).contains("44/other,{\"message\":\"Invalid namespace\"}");
    }

    /// What React Native, Capacitor, Ionic, browsers and their files send (`decisions.md` 47).
    @Test
    void anyOriginConnectsThroughTheGateway() {
        String own = LocalStack.running().gateway().toString();
        for (String origin : new String[] {
            own,
            own.replace("http:", "https:"),
            own.replace("http:", "wss:"),
            "capacitor://localhost",
            "ionic://localhost",
            "http://localhost",
            "null",
            LocalStack.DASHBOARD
        }) {
            assertThat(statusFor(origin)).as(origin).isEqualTo(101);
        }
    }

    private static int statusFor(String origin) {
        try {
            open(origin, new Closed()).abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refusal) {
                return refusal.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static WebSocket open(String origin, WebSocket.Listener listener) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        URI gateway = LocalStack.running().gateway();
        return builder.buildAsync(
                        URI.create("ws://" + gateway.getAuthority() + "/socket.io/?EIO=4&transport=websocket"),
                        listener)
                .join();
    }

    private String expiring(Duration life) {
        Map<String, Object> claims = new HashMap<>(user.claims("user"));
        claims.put("exp", Instant.now().plus(life).toEpochMilli() / 1000.0);
        return Person.token(claims);
    }

    private static void refused(JsonNode error, String code) {
        assertThat(error.path("message").asText()).isEqualTo("Unauthorized");
        assertThat(error.path("data").path("code").asText()).isEqualTo(code);
    }

    /// Notes how the server ended the connection.
    private static final class Closed implements WebSocket.Listener {
        private final CompletableFuture<Integer> code = new CompletableFuture<>();
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.add(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            code.complete(status);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            code.complete(1006);
        }
    }
}
