package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.OneServerAtATime;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every service's listeners answer, whoever's routes they carry.
@OneServerAtATime
class HttpBehaviourTest {
    @AutoClose
    private static final EchoServer SERVER = new EchoServer();

    @Test
    void successIsAnEnvelopeAndCarriesTheCallersRequestId() throws Exception {
        HttpResponse<String> response = SERVER.send(
                "POST",
                "/api/v1/support/echo",
                "{\"subject\":\"  Hello ₦ 😀 \",\"email\":\" John@Example.COM \"}",
                "x-device-id",
                EchoServer.DEVICE,
                "X-Request-Id",
                "req-42",
                "Content-Type",
                "application/json; charset=utf-8");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("req-42");
        assertThat(EchoServer.json(response).at("/data/subject").textValue()).isEqualTo("  Hello ₦ 😀 ");
        assertThat(EchoServer.json(response).at("/data/email").textValue()).isEqualTo("john@example.com");
    }

    @Test
    void everyOffendingFieldIsNamedAndTheFirstSpeaks() throws Exception {
        HttpResponse<String> response = SERVER.echo("{\"subject\":\"abc\",\"email\":7}");
        JsonNode error = EchoServer.json(response);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.at("/code").textValue()).isEqualTo("VALIDATION_FAILED");
        assertThat(error.at("/statusCode").intValue()).isEqualTo(400);
        assertThat(error.at("/error").textValue()).isEqualTo("Bad Request");
        assertThat(error.at("/message").textValue()).isEqualTo("subject must be between 5 and 20 characters");
        assertThat(error.at("/errors").findValuesAsText("field")).containsExactly("subject", "email");
    }

    @Test
    void malformedBodiesAreTheClientsFault() throws Exception {
        for (String body :
                List.of("", "{", "[]", "null", "{\"a\":1,\"a\":2}", "{} {}", "[".repeat(5000), "{\"a\":\"\\ud800\"}")) {
            HttpResponse<String> response = SERVER.echo(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(EchoServer.json(response).at("/code").textValue()).isEqualTo("VALIDATION_FAILED");
        }
    }

    @Test
    void controlCharactersAndUnpairedSurrogatesAreRefused() throws Exception {
        for (String subject : List.of("hello\\u0000", "hello\\u001b[1m", "hello\\ud83d", "hello\\u0085")) {
            assertThat(SERVER.echo("{\"subject\":\"" + subject + "\",\"email\":\"a@b.co\"}")
                            .statusCode())
                    .as(subject)
                    .isEqualTo(400);
        }
        assertThat(SERVER.echo("{\"subject\":\"tab\\tand\\r\\nend\",\"email\":\"a@b.co\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 201",
        "application/json; charset=utf-8, 201",
        "application/json;charset=UTF8, 201",
        "Application/JSON; charset=\"utf-8\"; x=y, 201",
        "application/json; charset=utf-16, 415",
        "application/json; charset=iso-8859-1, 415",
        "application/vnd.api+json, 415",
        "text/json, 415",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "nonsense, 415",
    })
    void onlyJsonInUtf8IsTaken(String type, int status) throws Exception {
        HttpResponse<String> response = SERVER.send(
                "POST",
                "/api/v1/support/echo",
                "{\"subject\":\"Hello\",\"email\":\"john@example.com\"}",
                "x-device-id",
                EchoServer.DEVICE,
                "Content-Type",
                type);
        assertThat(response.statusCode()).isEqualTo(status);
        if (status != 201) {
            assertThat(EchoServer.json(response).at("/code").textValue()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @Test
    void aRefusalForWantOfCredentialsSaysWhich() throws Exception {
        HttpResponse<String> response = SERVER.send("POST", "/api/v1/support/echo", "{}");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"support\", error=\"invalid_request\","
                        + " error_description=\"Missing or malformed x-device-id header\"");
    }

    @Test
    void aBodyOver64KibIsTooLarge() throws Exception {
        HttpResponse<String> response = SERVER.echo("{\"subject\":\"" + "x".repeat(70_000) + "\"}");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(EchoServer.json(response).at("/code").textValue()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aChunkedBodyOver64KibIsTooLarge() throws Exception {
        byte[] large = ("{\"subject\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = SERVER.at("/api/v1/support/echo")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .headers("x-device-id", EchoServer.DEVICE, "Content-Type", "application/json");
        HttpResponse<String> response = EchoServer.send(request);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(EchoServer.json(response).at("/code").textValue()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void theDeviceIsNamedBeforeAnythingElse() throws Exception {
        for (String device : List.of("short", "has blank in it", "x".repeat(129))) {
            HttpResponse<String> response = SERVER.send(
                    "POST", "/api/v1/support/echo", "{", "x-device-id", device, "Authorization", "Bearer nonsense");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(EchoServer.json(response).at("/code").textValue()).isEqualTo("SECURITY_HEADERS_REQUIRED");
            assertThat(EchoServer.json(response).at("/message").textValue())
                    .isEqualTo("Missing or malformed x-device-id header");
        }
    }

    @Test
    void unknownPathsAre404AndWrongMethods405() throws Exception {
        assertThat(EchoServer.json(SERVER.send("GET", "/nowhere", ""))
                        .at("/code")
                        .textValue())
                .isEqualTo("NOT_FOUND");
        HttpResponse<String> response =
                SERVER.send("DELETE", "/api/v1/support/echo", "", "x-device-id", EchoServer.DEVICE);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
        assertThat(EchoServer.json(response).at("/code").textValue()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void aDatabaseAwayIs503WithRetryAfterAndAFaultSaysNothingOfItself() throws Exception {
        HttpResponse<String> away = SERVER.send("GET", "/away", "");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(EchoServer.json(away).at("/retry_after").longValue()).isPositive();
        HttpResponse<String> broken = SERVER.send("GET", "/broken", "");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("secret detail").contains("INTERNAL_ERROR");
    }

    @Test
    void onlyListedOriginsMayReadAnswers() throws Exception {
        HttpResponse<String> known = preflight("https://desk.example");
        assertThat(known.statusCode()).isEqualTo(204);
        assertThat(known.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://desk.example");
        assertThat(known.headers().firstValue("Access-Control-Allow-Headers")).hasValue("authorization,x-device-id");
        assertThat(preflight("https://evil.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private static HttpResponse<String> preflight(String origin) throws IOException, InterruptedException {
        return SERVER.send(
                "OPTIONS",
                "/api/v1/support/echo",
                "",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,x-device-id");
    }

    @Test
    void refusalsKeepTheRequestIdAndStayReadableForListedOrigins() throws Exception {
        HttpResponse<String> refused =
                SERVER.send("GET", "/nowhere", "", "Origin", "https://desk.example", "X-Request-Id", "req-43");
        assertThat(refused.headers().firstValue("X-Request-Id")).hasValue("req-43");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://desk.example");
    }

    @Test
    void refusalsByTheGuardsKeepTheRequestIdToo() throws Exception {
        HttpResponse<String> noDevice = SERVER.send("POST", "/api/v1/support/echo", "{}", "X-Request-Id", "req-44");
        HttpRequest.Builder noCredential = SERVER.internally("/internal/ping").header("X-Request-Id", "req-45");
        HttpResponse<String> stranger = EchoServer.send(noCredential);

        assertThat(noDevice.statusCode()).isEqualTo(401);
        assertThat(noDevice.headers().firstValue("X-Request-Id")).hasValue("req-44");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(EchoServer.json(stranger).at("/code").textValue()).isEqualTo("UNAUTHENTICATED");
        assertThat(stranger.headers().firstValue("X-Request-Id")).hasValue("req-45");
    }

    @Test
    void everyRefusalIsCountedByItsCode() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(SERVER.send("GET", "/counted", "").statusCode()).isEqualTo(404);
        }
        String metrics = EchoServer.send(SERVER.internally("/metrics")).body();
        assertThat(metrics).containsPattern("support_requests_refused_total\\{code=\"COUNTED_HERE\".*} 2\\.0");
    }

    @Test
    void requestsAreTimedByTheirRoute() throws Exception {
        SERVER.echo("{}");
        SERVER.send("GET", "/nowhere/at-all", "");

        String metrics = EchoServer.send(SERVER.internally("/metrics")).body();

        assertThat(metrics)
                .containsPattern("support_http_requests_seconds_bucket\\{.*route=\"/api/v1/support/echo\".*}")
                .containsPattern("support_http_requests_seconds_count\\{.*route=\"/api/v1/support/echo\".*}")
                .containsPattern("support_http_requests_seconds_count\\{.*route=\"none\".*}")
                .doesNotContain("at-all");
    }

    @Test
    void healthAndMetricsStandOnTheInternalListenerOnly() throws Exception {
        for (String path : List.of("/health/ready", "/health/live", "/health", "/metrics", "/internal/ping")) {
            HttpResponse<String> response = EchoServer.send(
                    SERVER.internally(path).header("Authorization", "Bearer " + EchoServer.SERVICE_KEY));
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(SERVER.send("GET", path, "").statusCode()).as(path).isEqualTo(404);
        }
    }
}
