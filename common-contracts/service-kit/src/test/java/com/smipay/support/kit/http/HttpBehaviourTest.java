package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.runtime.Lifecycle;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.security.ServiceCredential;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// What every service's listeners do, whoever's routes they carry.
@ResourceLock("what Helidon's servers share")
class HttpBehaviourTest {
    private static final String DEVICE = "device-0001";
    private static final String SERVICE_KEY = "service-key-of-the-tests-0123456789abcdef";
    private static final Lifecycle LIFECYCLE = new Lifecycle("test");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private static WebServer server;

    @BeforeAll
    static void start() {
        ListenerSettings settings = new ListenerSettings("127.0.0.1", 0, 100, 50, 50, Duration.ofSeconds(1));
        server = Listeners.publicAndInternal(
                        settings,
                        HttpBehaviourTest::routes,
                        settings,
                        HttpBehaviourTest::internalRoutes,
                        List.of(LIFECYCLE.stoppingCheck(), Lifecycle.liveness()))
                .start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static void internalRoutes(HttpRouting.Builder routing) {
        routing.addFilter(new ServiceCredentialGuard(new ServiceCredential(SERVICE_KEY)));
        new Endpoints(routing).get("/internal/ping", (req, res) -> Responses.ok(res, "pong", Map.of()));
    }

    private static void routes(HttpRouting.Builder routing) {
        routing.addFilter(new CorsFilter(List.of("https://desk.example")));
        routing.any((req, res) -> {
            if (SecurityHeadersGuard.isUserSide(req)) {
                SecurityHeadersGuard.check(req);
            }
            res.next();
        });
        new Endpoints(routing)
                .post("/api/v1/support/echo", (req, res) -> {
                    Fields fields = new Fields(JsonBody.required(req).object());
                    String subject = fields.text("subject", 5, 20);
                    String email = fields.email("email");
                    fields.check();
                    Responses.created(res, "Echoed", Map.of("subject", subject, "email", email));
                })
                .get("/away", (req, res) -> {
                    throw new DatabaseUnavailableException(new IOException("secret detail"));
                })
                .get("/counted", (req, res) -> {
                    throw Problem.of(Status.NOT_FOUND_404, "COUNTED_HERE", "Nobody else is refused with this code");
                })
                .get("/broken", (req, res) -> {
                    throw new IllegalStateException("secret detail");
                })
                .nothingElse();
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> echo(String body) throws IOException, InterruptedException {
        return send("POST", "/api/v1/support/echo", body, "x-device-id", DEVICE, "Content-Type", "application/json");
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return Json.mapper().readTree(response.body());
    }

    @Test
    void successIsAnEnvelopeAndCarriesTheCallersRequestId() throws Exception {
        HttpResponse<String> response = send(
                "POST",
                "/api/v1/support/echo",
                "{\"subject\":\"  Hello ₦ 😀 \",\"email\":\" John@Example.COM \"}",
                "x-device-id",
                DEVICE,
                "X-Request-Id",
                "req-42",
                "Content-Type",
                "application/json; charset=utf-8");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("req-42");
        assertThat(json(response).at("/data/subject").textValue()).isEqualTo("  Hello ₦ 😀 ");
        assertThat(json(response).at("/data/email").textValue()).isEqualTo("john@example.com");
    }

    @Test
    void everyOffendingFieldIsNamedAndTheFirstSpeaks() throws Exception {
        HttpResponse<String> response = echo("{\"subject\":\"abc\",\"email\":7}");
        JsonNode error = json(response);
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
            HttpResponse<String> response = echo(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(json(response).at("/code").textValue()).isEqualTo("VALIDATION_FAILED");
        }
    }

    @Test
    void controlCharactersAndUnpairedSurrogatesAreRefused() throws Exception {
        for (String subject : List.of("hello\\u0000", "hello\\u001b[1m", "hello\\ud83d", "hello\\u0085")) {
            assertThat(echo("{\"subject\":\"" + subject + "\",\"email\":\"a@b.co\"}")
                            .statusCode())
                    .as(subject)
                    .isEqualTo(400);
        }
        assertThat(echo("{\"subject\":\"tab\\tand\\r\\nend\",\"email\":\"a@b.co\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatIsNotJsonIsUnsupported() throws Exception {
        HttpResponse<String> response =
                send("POST", "/api/v1/support/echo", "a=b", "x-device-id", DEVICE, "Content-Type", "text/plain");
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(json(response).at("/code").textValue()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void aBodyOver64KibIsTooLarge() throws Exception {
        HttpResponse<String> response = echo("{\"subject\":\"" + "x".repeat(70_000) + "\"}");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).at("/code").textValue()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aChunkedBodyOver64KibIsTooLarge() throws Exception {
        byte[] large = ("{\"subject\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/support/echo"))
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .headers("x-device-id", DEVICE, "Content-Type", "application/json")
                .build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).at("/code").textValue()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void theDeviceIsNamedBeforeAnythingElse() throws Exception {
        for (String device : List.of("short", "has blank in it", "x".repeat(129))) {
            HttpResponse<String> response = send(
                    "POST", "/api/v1/support/echo", "{", "x-device-id", device, "Authorization", "Bearer nonsense");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(json(response).at("/code").textValue()).isEqualTo("SECURITY_HEADERS_REQUIRED");
            assertThat(json(response).at("/message").textValue()).isEqualTo("Missing or malformed x-device-id header");
        }
    }

    @Test
    void unknownPathsAre404AndWrongMethods405() throws Exception {
        assertThat(json(send("GET", "/nowhere", "")).at("/code").textValue()).isEqualTo("NOT_FOUND");
        HttpResponse<String> response = send("DELETE", "/api/v1/support/echo", "", "x-device-id", DEVICE);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
        assertThat(json(response).at("/code").textValue()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void aDatabaseAwayIs503WithRetryAfterAndAFaultSaysNothingOfItself() throws Exception {
        HttpResponse<String> away = send("GET", "/away", "");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(away).at("/retry_after").longValue()).isPositive();
        HttpResponse<String> broken = send("GET", "/broken", "");
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
        return send(
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
                send("GET", "/nowhere", "", "Origin", "https://desk.example", "X-Request-Id", "req-43");
        assertThat(refused.headers().firstValue("X-Request-Id")).hasValue("req-43");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://desk.example");
    }

    @Test
    void refusalsByTheGuardsKeepTheRequestIdToo() throws Exception {
        HttpResponse<String> noDevice = send("POST", "/api/v1/support/echo", "{}", "X-Request-Id", "req-44");
        HttpRequest noCredential = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port("internal") + "/internal/ping"))
                .header("X-Request-Id", "req-45")
                .build();
        HttpResponse<String> stranger = CLIENT.send(noCredential, BodyHandlers.ofString());

        assertThat(noDevice.statusCode()).isEqualTo(401);
        assertThat(noDevice.headers().firstValue("X-Request-Id")).hasValue("req-44");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(json(stranger).at("/code").textValue()).isEqualTo("UNAUTHENTICATED");
        assertThat(stranger.headers().firstValue("X-Request-Id")).hasValue("req-45");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatTheServerItselfRefusesHasTheErrorShapeToo() throws Exception {
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"VALIDATION_FAILED\"");
    }

    /// Ten megabytes are more than every buffer on the way: whoever closes without reading them resets the line.
    @Test
    void aClientThatIsStillSendingSeesItsRefusal() throws Exception {
        byte[] part = new byte[64 * 1024];
        int parts = 160;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                                    + (long) part.length * parts + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < parts; i++) {
                out.write(part);
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
    }

    /// Read to the last chunk: the client learns its refusal although nobody knew before how much it would send.
    @Test
    void aClientThatIsStillSendingChunksSeesItsRefusal() throws Exception {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nx-device-id: device-0001\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 160; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
    }

    @Test
    void aClientThatWaitsToBeToldToGoOnIsRefusedAtOnce() throws Exception {
        assertThat(raw("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody",
            })
    void aConnectionEndsWhenTheClientAsksForIt(String request) throws Exception {
        assertThat(raw(request)).startsWith("HTTP/1.1 ");
    }

    @Test
    void aClientThatVanishesInTheMiddleOfItsRequestIsNoFault() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ErrorFeature.class);
        log.start();
        logger.addAppender(log);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nx-device-id: " + DEVICE
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).isEmpty();
    }

    @Test
    void everyRefusalIsCountedByItsCode() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(send("GET", "/counted", "").statusCode()).isEqualTo(404);
        }
        String metrics = CLIENT.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port("internal") + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(metrics).containsPattern("support_requests_refused_total\\{code=\"COUNTED_HERE\".*} 2\\.0");
    }

    @Test
    void healthAndMetricsStandOnTheInternalListenerOnly() throws Exception {
        String internal = "http://127.0.0.1:" + server.port("internal");
        for (String path : List.of("/health/ready", "/health/live", "/health", "/metrics", "/internal/ping")) {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(internal + path))
                            .header("Authorization", "Bearer " + SERVICE_KEY)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(send("GET", path, "").statusCode()).as(path).isEqualTo(404);
        }
    }
}
