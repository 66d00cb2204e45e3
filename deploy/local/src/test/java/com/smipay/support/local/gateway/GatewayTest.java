package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.process.FreePorts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GatewayTest {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final String UPGRADE = """
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
            Host: localhost
            Connection: Upgrade
            Upgrade: websocket

            """;

    private final Map<Upstream, StubService> services = new EnumMap<>(Upstream.class);

    @BeforeEach
    void startServices() throws IOException {
        for (Upstream upstream : Upstream.values()) {
            services.put(upstream, StubService.start(upstream.name()));
        }
    }

    @AfterEach
    void stopServices() {
        services.values().forEach(StubService::close);
    }

    @Test
    void eachRequestReachesItsServiceAsItWasSent() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(get(gateway, "/api/v1/support/my-tickets?cursor=a%20b%2Fc")
                            .body())
                    .isEqualTo("TICKET");
            assertThat(get(gateway, "/api/v1/support/ticket?ticket_number=SMI-1")
                            .body())
                    .isEqualTo("MESSAGING");
            assertThat(get(gateway, "/api/v1/support/ticket/SMI%20X/rate").body())
                    .isEqualTo("RATING");
            assertThat(get(gateway, "/asyncapi").body()).isEqualTo("REALTIME");
        }
        assertThat(only(Upstream.TICKET).target()).isEqualTo("/api/v1/support/my-tickets?cursor=a%20b%2Fc");
        assertThat(only(Upstream.RATING).target()).isEqualTo("/api/v1/support/ticket/SMI%20X/rate");
    }

    @Test
    void bodiesPassWhole() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            HttpRequest post = request(gateway, "/api/v1/support/request-support")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[64 * 1024]))
                    .build();
            assertThat(send(post).statusCode()).isEqualTo(200);
        }
        assertThat(only(Upstream.TICKET).length()).isEqualTo(64 * 1024);
    }

    @Test
    void bodiesInChunksPassWholeToo() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(send(chunked(gateway, 64 * 1024)).statusCode()).isEqualTo(200);
        }
        assertThat(only(Upstream.TICKET).length()).isEqualTo(64 * 1024);
    }

    @Test
    void largerBodiesAreRefusedHoweverTheyAreSent() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            for (int size : List.of(64 * 1024 + 1, 1024 * 1024)) {
                HttpRequest announced = request(gateway, "/api/v1/support/request-support")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
                        .build();
                for (HttpRequest post : List.of(announced, chunked(gateway, size))) {
                    HttpResponse<String> response = send(post);
                    assertThat(response.statusCode()).isEqualTo(413);
                    assertThat(json(response).path("code").asText()).isEqualTo("PAYLOAD_TOO_LARGE");
                }
            }
        }
        assertThat(service(Upstream.TICKET).received()).isEmpty();
    }

    @Test
    void whereTheCallerComesFromIsSaidByTheGatewayAlone() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            send(request(gateway, "/api/v1/support/my-tickets")
                    .header("X-Forwarded-For", "6.6.6.6")
                    .header("X-Forwarded-Host", "evil.example")
                    .header("Forwarded", "for=6.6.6.6")
                    .header("X-Real-IP", "6.6.6.6")
                    .build());
        }
        StubService.Received received = only(Upstream.TICKET);
        assertThat(received.headers().get("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(received.headers().get("X-Forwarded-Host")).doesNotContain("evil.example");
        assertThat(received.headers().get("Forwarded")).isNull();
        assertThat(received.headers().get("X-Real-IP")).isNull();
    }

    @Test
    void internalPathsLeadNowhere() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            for (String path : List.of("/internal/events", "/health/ready", "/metrics", "/", "/api/v1/other")) {
                HttpResponse<String> response = get(gateway, path);
                assertThat(response.statusCode()).isEqualTo(404);
                assertThat(json(response).path("code").asText()).isEqualTo("NOT_FOUND");
                assertThat(json(response).path("success").asBoolean(true)).isFalse();
            }
        }
        assertThat(services.values()).allMatch(service -> service.received().isEmpty());
    }

    @Test
    void aServiceThatIsAwayIsAnsweredForUntilItIsBack() throws Exception {
        StubService ticket = service(Upstream.TICKET);
        int port = ticket.port();
        try (Gateway gateway = start(Map.of())) {
            get(gateway, "/api/v1/support/my-tickets");
            ticket.close();
            HttpResponse<String> response = send(request(gateway, "/api/v1/support/my-tickets")
                    .header("X-Request-Id", "mine-1")
                    .build());
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).path("code").asText()).isEqualTo("UNAVAILABLE");
            assertThat(json(response).path("statusCode").asInt()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("2");
            assertThat(response.headers().firstValue("X-Request-Id")).contains("mine-1");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(get(gateway, "/api/v1/support/ticket").statusCode()).isEqualTo(200);

            services.put(Upstream.TICKET, StubService.start("back", 200, port));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> get(gateway, "/api/v1/support/my-tickets").statusCode() == 200);
        }
    }

    @Test
    void aServicesOwnEmptyRefusalIsLeftAlone() throws Exception {
        try (StubService unwell = StubService.start("", 503, 0);
                Gateway gateway = start(Map.of(Upstream.RATING, List.of(unwell.address())))) {
            HttpResponse<String> response = get(gateway, "/api/v1/support/ticket/SMI-1/rate");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void whereOneInstanceIsDownTheOtherServes() throws Exception {
        URI dead = URI.create("http://127.0.0.1:" + FreePorts.any());
        URI alive = service(Upstream.REALTIME).address();
        try (Gateway gateway = start(Map.of(Upstream.REALTIME, List.of(dead, alive)))) {
            for (int i = 0; i < 6; i++) {
                assertThat(get(gateway, "/asyncapi").body()).isEqualTo("REALTIME");
            }
        }
    }

    @Test
    void upgradedConnectionsPassBytesBothWays() throws Exception {
        try (EchoSocket echo = EchoSocket.start();
                Gateway gateway = start(Map.of(Upstream.REALTIME, List.of(echo.address())));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(head(UPGRADE));
            assertThat(EchoSocket.readHead(client.getInputStream())).startsWith("HTTP/1.1 101");
            client.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(client.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("ping");
        }
    }

    @Test
    void aBodyWhoseEndIsInDoubtNeverReachesAService() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(rawStatus(gateway, """
                    POST /api/v1/support/request-support HTTP/1.1
                    Host: localhost
                    Transfer-Encoding: gzip

                    """)).isEqualTo(400);
            assertThat(rawStatus(gateway, """
                    POST /api/v1/support/request-support HTTP/1.1
                    Host: localhost
                    Content-Length: 5
                    Transfer-Encoding: chunked

                    1
                    a
                    0

                    """)).isEqualTo(400);
        }
        assertThat(service(Upstream.TICKET).received()).isEmpty();
    }

    @Test
    void brokenTargetsAreRefusedAndNothingBreaks() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            for (String target : List.of("http://[/x", "//", "/%zz", "/api/v1/support/ticket?q=%zz", "/\u00e9")) {
                assertThat(rawStatus(gateway, """
                        GET %s HTTP/1.1
                        Host: localhost
                        Connection: close

                        """.formatted(target))).as(target).isBetween(200, 499);
            }
            assertThat(get(gateway, "/asyncapi").statusCode()).isEqualTo(200);
        }
    }

    private static HttpRequest chunked(Gateway gateway, int size) {
        return request(gateway, "/api/v1/support/request-support")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size])))
                .build();
    }

    private static int rawStatus(Gateway gateway, String lines) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(head(lines));
            return Integer.parseInt(EchoSocket.readHead(client.getInputStream()).split(" ", 3)[1]);
        }
    }

    private static byte[] head(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The stubs, with some services in other places.
    private Gateway start(Map<Upstream, List<URI>> others) {
        Map<Upstream, List<URI>> all = new EnumMap<>(Upstream.class);
        services.forEach((upstream, service) -> all.put(upstream, List.of(service.address())));
        all.putAll(others);
        return Gateway.start(new GatewaySettings(0, all));
    }

    private StubService service(Upstream upstream) {
        return Optional.ofNullable(services.get(upstream)).orElseThrow();
    }

    private StubService.Received only(Upstream upstream) {
        assertThat(service(upstream).received()).hasSize(1);
        return service(upstream).received().getFirst();
    }

    private static HttpRequest.Builder request(Gateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        return send(request(gateway, path).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.mapper().readTree(response.body());
    }
}
