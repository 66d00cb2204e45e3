package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.servers.process.FreePorts;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayTest extends GatewayFixture {
    private static final String UPGRADE = """
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
            Host: localhost
            Connection: Upgrade
            Upgrade: websocket

            """;

    private static final String MALFORMED = "{\"success\":false,\"statusCode\":400,\"error\":\"Bad Request\","
            + "\"message\":\"The request is malformed\",\"code\":\"VALIDATION_FAILED\"}";

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

    @Test
    void whatCanNotBeParsedIsRefusedInTheOneShapeToo() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            for (String lines : List.of(
                    "GET /api/v1/support/ticket/%zz/rate HTTP/1.1\nHost: localhost\n\n",
                    "GET /api/v1/support/ticket?q=%zz HTTP/1.1\nHost: localhost\n\n",
                    "GET / HTTP/1.1\nHost localhost\n\n",
                    "no request at all\n\n")) {
                try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                    client.setSoTimeout(10_000);
                    client.getOutputStream().write(head(lines));
                    assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                            .as(lines)
                            .startsWith("HTTP/1.1 400 Bad Request\r\n")
                            .contains("\r\nX-Request-Id: ", "\r\nAccess-Control-Allow-Origin: *\r\n")
                            .endsWith("\r\n\r\n" + MALFORMED);
                }
            }
        }
    }
}
