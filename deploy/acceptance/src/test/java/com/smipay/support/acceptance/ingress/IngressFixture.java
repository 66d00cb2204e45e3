package com.smipay.support.acceptance.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Calls at an ingress, and what holds of every answer and every log of it, whatever stands behind.
final class IngressFixture {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private IngressFixture() {}

    static HttpRequest.Builder call(Nginx at, String path) {
        return HttpRequest.newBuilder(URI.create(at.address() + path)).timeout(PATIENCE);
    }

    /// As the dashboard's page asks.
    static HttpRequest.Builder page(Nginx at, String path) {
        return page(at.address(), path);
    }

    static HttpRequest.Builder page(URI at, String path) {
        return HttpRequest.newBuilder(URI.create(at + path))
                .timeout(PATIENCE)
                .header("Origin", LocalStack.DASHBOARD)
                .header("X-Request-Id", "r-1");
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /// Byte by byte, for what no client sends.
    static String raw(Nginx at, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.mapper().readTree(answer.body());
    }

    static void assertReadable(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer + answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(LocalStack.DASHBOARD);
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("X-Request-Id", "Retry-After");
        assertThat(header(answer, "Vary")).contains("Origin");
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("r-1");
        assertShape(json(answer), status);
    }

    static void assertShape(JsonNode body, int status) {
        assertThat(body.path("success").asBoolean(true)).isFalse();
        assertThat(body.path("statusCode").asInt()).isEqualTo(status);
        assertThat(body.path("error").asText()).isNotBlank();
        assertThat(body.path("message").asText()).isNotBlank();
        assertThat(body.path("code").asText()).matches("[A-Z_]+");
    }

    static void assertIdIsReplaced(Nginx at) throws Exception {
        HttpResponse<String> answer = send(call(at, App.MY_TICKETS).header("X-Request-Id", "a b"));

        assertThat(header(answer, "X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1);
    }

    static void assertLogHasNoQuery(Nginx at) throws Exception {
        String email = Canary.email();
        send(page(at, "/api/v1/support/ticket?ticket_number=SMI-2026-000001&email=" + email));
        raw(at, "GET /nowhere?email=" + email + " HTTP/1.1\r\n\r\n");

        assertThat(at.logs()).contains("GET /api/v1/support/ticket\"").doesNotContain(email);
    }
}
