package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a page of a trusted origin may read, and the bounds of a request's head.
class GatewayCrossOriginTest extends GatewayFixture {
    private static final String CALL = "/api/v1/support/my-tickets";

    @ParameterizedTest
    @ValueSource(strings = {CALL, "/api/v1/nowhere", "/"})
    void preflightIsAnsweredForAnyPathAndWhoeverIsAway(String path) throws Exception {
        services.values().forEach(StubService::close);
        try (Gateway gateway = start(Map.of())) {
            HttpResponse<String> answer = send(request(gateway, path)
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", PAGE)
                    .header("Access-Control-Request-Method", "PUT")
                    .header("Access-Control-Request-Headers", "authorization,x-device-id")
                    .build());

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(allowed(answer)).isEqualTo(PAGE);
            assertThat(header(answer, "Access-Control-Allow-Methods")).contains("PUT");
            assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("authorization,x-device-id");
            assertThat(header(answer, "X-Request-Id")).isNotEmpty();
        }
    }

    @Test
    void everyRefusalOfTheGatewayMayBeRead() throws Exception {
        service(Upstream.TICKET).close();
        try (Gateway gateway = start(Map.of())) {
            assertReadable(get(gateway, "/nowhere", "X-Nothing", ""), 404);
            assertReadable(get(gateway, CALL, "X-Nothing", ""), 503);
            assertReadable(get(gateway, CALL + "?a=" + "a".repeat(9_000), "X-Nothing", ""), 414);
            assertReadable(get(gateway, CALL, "Cookie", "c".repeat(33_000)), 431);
            assertReadable(get(gateway, CALL, "Cookie", "c".repeat(200_000)), 431);
            assertReadable(
                    send(request(gateway, CALL)
                            .header("Origin", PAGE)
                            .POST(BodyPublishers.ofByteArray(new byte[3 * 1024 * 1024]))
                            .build()),
                    413);
        }
    }

    @Test
    void whatAServiceAnswersMayBeReadTooAndStaysAsItIs() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            HttpResponse<String> answer = get(gateway, CALL, "Cookie", "c".repeat(20_000));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly(PAGE);
        }
    }

    @Test
    void foreignPageIsToldNothing() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            HttpResponse<String> answer = send(request(gateway, "/nowhere")
                    .header("Origin", "https://evil.example")
                    .build());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void textBeyondAsciiInAHeaderIsPassedOnByteByByte() throws Exception {
        byte[] name = "John’s iPhone".getBytes(StandardCharsets.UTF_8);
        try (Gateway gateway = start(Map.of());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream()
                    .write(head("GET " + CALL + " HTTP/1.1\nHost: x\nx-device-name: "
                            + new String(name, StandardCharsets.ISO_8859_1) + "\n\n"));
            assertThat(EchoSocket.readHead(client.getInputStream())).startsWith("HTTP/1.1 200");
        }
        String received = String.valueOf(only(Upstream.TICKET).headers().getFirst("x-device-name"));
        assertThat(received.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(name);
    }

    private static HttpResponse<String> get(Gateway gateway, String path, String name, String value) throws Exception {
        return send(request(gateway, path)
                .header("Origin", PAGE)
                .header(name, value)
                .build());
    }

    private static void assertReadable(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(allowed(answer)).isEqualTo(PAGE);
        assertThat(header(answer, "Access-Control-Expose-Headers"))
                .contains("Retry-After", "X-Request-Id", "RateLimit");
        assertThat(header(answer, "Vary")).isEqualTo("Origin");
        assertThat(header(answer, "X-Request-Id")).isNotEmpty();
        assertThat(json(answer).path("statusCode").asInt()).isEqualTo(status);
    }

    private static String allowed(HttpResponse<String> answer) {
        return header(answer, "Access-Control-Allow-Origin");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
