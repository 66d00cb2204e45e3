package com.smipay.support.realtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.RawTcp;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the guard says to plain HTTP, and to upgrades that lead nowhere (`decisions.md` 25, 26; ADR 0009).
final class GuardHttpTest {
    private static final GuardedTarget SERVER = new GuardedTarget(Duration.ofSeconds(5));
    private static final String OPEN = "EIO=4&transport=websocket";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=3&transport=websocket, 400",
        "transport=websocket, 400",
        "EIO=4, 400",
        "EIO=4&transport=polling, 400",
        "EIO=4&transport=websocket&sid=0192f5a0-0000-7000-8000-000000000001, 400",
        "EIO=4&transport=websocket&sid=, 400",
        "EIO=4&EIO=3&transport=websocket, 400",
        "EIO=4&transport=websocket&transport=polling, 400"
    })
    void onlyOneWayLeadsIn(String query, int status) throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            String head = client.request("""
                    GET /socket.io/?%s HTTP/1.1
                    Host: localhost
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                    """.formatted(query), new byte[0]);
            assertThat(head).startsWith("HTTP/1.1 " + status);
            assertThat(client.rest()).contains("\"code\":\"VALIDATION_FAILED\"", "\"statusCode\":400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "Connection: Upgrade\nUpgrade: h2c\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: x",
                "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 8\nSec-WebSocket-Key: x",
                "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13"
            })
    void whatIsNoWebSocketUpgradeLeavesNothingBehind(String headers) throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            String head = client.request(
                    "GET /socket.io/?" + OPEN + " HTTP/1.1\nHost: localhost\n" + headers + "\n\n", new byte[0]);
            assertThat(head).startsWith("HTTP/1.1 400");
            assertThat(client.rest()).contains("\"success\":false");
        }
    }

    @Test
    void aListedOriginConnectsAndAForeignOneDoesNot() {
        try (RawSocket client = RawSocket.open(SERVER.port(), OPEN, Map.of("Origin", GuardedTarget.ORIGIN))) {
            assertThat(client.sessionId()).isNotEmpty();
        }
        for (String foreign : new String[] {"https://evil.example.com", "null", GuardedTarget.ORIGIN + ".evil.com"}) {
            assertThatThrownBy(() -> RawSocket.open(SERVER.port(), OPEN, Map.of("Origin", foreign)))
                    .isInstanceOf(CompletionException.class);
        }
        assertThat(SERVER.counts().foreigners()).isEqualTo(3);
    }

    @Test
    void aForeignOriginIsLoggedOnceAMinuteAndAlwaysCounted() {
        HandshakeCounts counts = new HandshakeCounts();

        assertThat(counts.foreign()).isTrue();
        assertThat(counts.foreign()).isFalse();
        assertThat(counts.foreigners()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404, NOT_FOUND",
        "GET, /socket.io, 404, NOT_FOUND",
        "GET, /socket.io/?EIO=4&transport=%zz, 400, VALIDATION_FAILED",
        "GET, /socket.io/%, 400, VALIDATION_FAILED",
        "GET, /socket.io/other, 404, NOT_FOUND",
        "GET, /health/live, 404, NOT_FOUND",
        "GET, /internal/events, 404, NOT_FOUND",
        "POST, /socket.io/?EIO=4&transport=websocket, 405, METHOD_NOT_ALLOWED",
        "OPTIONS, /socket.io/?EIO=4&transport=polling, 405, METHOD_NOT_ALLOWED",
        "DELETE, /asyncapi, 405, METHOD_NOT_ALLOWED"
    })
    void everyOtherRequestGetsTheErrorShape(String method, String path, int status, String code) throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            String head = client.request(method + " " + path + " HTTP/1.1\nHost: localhost\n\n", new byte[0]);

            assertThat(head).startsWith("HTTP/1.1 " + status).contains("application/json");
            assertThat(head.contains("allow: GET")).isEqualTo(status == 405);
            assertThat(client.rest())
                    .startsWith("{\"success\":false,\"statusCode\":" + status)
                    .contains("\"code\":\"" + code + "\"");
        }
    }

    /// Without a gateway before it, which would refuse them.
    @ParameterizedTest
    @CsvSource({
        "'POST /socket.io/ HTTP/1.1\nHost: a\nContent-Length: 2\nContent-Length: 3\n\n', 400",
        "'GET /nothing HTTP/1.0\n\n', 404",
        "'POST /nothing HTTP/1.1\nHost: a\nContent-Encoding: gzip\nContent-Length: 2\n\n{}', 404"
    })
    void whatAGatewayWouldNotLetThroughGetsTheErrorShapeToo(String request, int status) throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            String head = client.request(request, new byte[0]);

            assertThat(head).startsWith("HTTP/1.1 " + status);
            assertThat(client.rest()).startsWith("{\"success\":false,\"statusCode\":" + status);
        }
    }

    @Test
    void aBodyOverEightKibibytesIsTooLarge() throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            String head =
                    client.request("POST /anything HTTP/1.1\nHost: localhost\nContent-Length: 9000\n\n", new byte[0]);

            assertThat(head).startsWith("HTTP/1.1 413");
            assertThat(client.rest()).contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
    }

    @Test
    void whatIsNoHttpGetsAnAnswer() throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            String head = client.request("GET /" + "a".repeat(9_000) + " HTTP/1.1\nHost: localhost\n\n", new byte[0]);

            assertThat(head).startsWith("HTTP/1.1 414");
            assertThat(client.rest()).contains("\"code\":\"VALIDATION_FAILED\"");
        }
        try (RawTcp client = new RawTcp(SERVER.port())) {
            assertThat(client.request("\u0016\u0003\u0001 nothing\n\n", new byte[0]))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void anUpgradeMayHaveAsManyHeadersAsACall() throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            assertThat(client.upgrade("Cookie: " + "a=b; ".repeat(6_000) + "c=d\n"))
                    .startsWith("HTTP/1.1 101");
        }
        try (RawTcp client = new RawTcp(SERVER.port())) {
            assertThat(client.upgrade("Cookie: " + "a=b; ".repeat(8_000) + "c=d\n"))
                    .startsWith("HTTP/1.1 431");
            assertThat(client.rest()).contains("\"statusCode\":431", "\"code\":\"VALIDATION_FAILED\"");
        }
    }

    /// In YAML, in JSON to whoever likes that better, and not again to whoever holds it (`decisions.md` 46).
    @ParameterizedTest
    @CsvSource({"application/yaml, asyncapi: 3.0.0", "application/json, '{\"asyncapi\":\"3.0.0\"'"})
    void theContractIsServed(String form, String beginning) throws IOException {
        String asked = "GET /asyncapi HTTP/1.1\nHost: localhost\nAccept: " + form + "\n";
        String tag;
        try (RawTcp client = new RawTcp(SERVER.port())) {
            String head = client.request(asked + "\n", new byte[0]);

            assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("content-type: " + form);
            assertThat(head).containsIgnoringCase("vary: Accept, Origin");
            assertThat(client.rest()).startsWith(beginning);
            tag = head.replaceAll("(?is).*etag: (\\S+).*", "$1");
        }
        try (RawTcp client = new RawTcp(SERVER.port())) {
            assertThat(client.request(asked + "If-None-Match: \"x\", " + tag + "\n\n", new byte[0]))
                    .startsWith("HTTP/1.1 304")
                    .contains(tag);
            assertThat(client.rest()).isEmpty();
        }
    }
}
