package com.smipay.support.acceptance.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.readme.Tour;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
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
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Behind the example of an ingress the product is the same: what works through the gateway works through nginx, and
/// what nginx answers itself has the one shape, an id, and what a page needs to read it.
class NginxTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Person USER = Person.user();

    private static Nginx nginx;
    private static Nginx beforeBroken;
    private static BrokenServices broken;

    @BeforeAll
    @Timeout(900)
    static void start() throws IOException {
        LocalStack stack = LocalStack.running();
        nginx = Nginx.before(Map.of(
                "TICKET", List.of(stack.publicUrl("ticket-service")),
                "MESSAGING", List.of(stack.publicUrl("messaging-service")),
                "RATING", List.of(stack.publicUrl("rating-service")),
                "REALTIME", List.of(stack.publicUrl("realtime-service"), stack.publicUrl("realtime-service-2"))));
        broken = BrokenServices.start();
        beforeBroken = Nginx.impatientBefore(broken.addresses());
    }

    @AfterAll
    static void end() throws IOException {
        for (AutoCloseable each : new AutoCloseable[] {nginx, beforeBroken, broken}) {
            close(each);
        }
    }

    /// Null where the test was skipped before it came to that.
    private static void close(AutoCloseable each) throws IOException {
        try {
            if (each != null) {
                each.close();
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTourGoesThroughIt() throws Exception {
        Tour tour = Tour.read();

        assertThat(tour.run(nginx.port())).isEqualTo(tour.answers());
    }

    /// What is said over one socket comes to the other, whichever instance each one sits on.
    @Test
    void socketsLiveBehindIt() {
        Ticket ticket = USER.app().open();
        try (LiveSocket phone = LiveSocket.at(nginx.address(), USER);
                LiveSocket desk = LiveSocket.at(nginx.address(), Person.admin())) {
            phone.join(ticket);
            desk.join(ticket);
            USER.app().say(ticket, Canary.text("Is anybody there?"));

            assertThat(desk.await("new_message").payload().path("ticket_id").asText())
                    .isEqualTo(ticket.id());
            assertThat(phone.isConnected()).isTrue();
        }
    }

    /// Only WebSocket is served (`support-api.md`, Connection): the service says so, in its own words.
    @Test
    void pollingIsRefusedByTheServiceItself() throws Exception {
        assertSameAnswer("/socket.io/?EIO=4&transport=polling", 400, asked -> asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nowhere",
                "/health",
                "/metrics",
                "//api/v1/support/my-tickets",
                "/api/v1/support/..%2fmy-tickets",
                "/api/v1/support/my-tickets;a=b",
                "/error-of-the-ingress",
                "/preflight-of-a-page",
            })
    void anUnknownPathIsAnsweredAsByTheGateway(String path) throws Exception {
        assertSameAnswer(path, 404, asked -> asked);
    }

    @Test
    void whatIsTooLargeIsAnsweredAsByTheGateway() throws Exception {
        for (int length : new int[] {64 * 1024 + 1, 3 * 1024 * 1024}) {
            assertSameAnswer(
                    App.ADD_MESSAGE,
                    413,
                    asked -> asked.header("Content-Type", "application/json")
                            .header("x-device-id", USER.device())
                            .POST(BodyPublishers.ofByteArray(new byte[length])));
        }
        assertSameAnswer(App.MY_TICKETS + "?a=" + "a".repeat(9_000), 414, asked -> asked);
        assertSameAnswer(App.MY_TICKETS, 431, asked -> asked.header("Cookie", "c".repeat(33_000)));
    }

    /// What the services refuse themselves ends at some size: there nginx stops reading, and knows an origin
    /// only if it came before.
    @Test
    void whatIsLargerThanNginxReadsIsAnsweredInTheOneShape() throws Exception {
        String cookie = "\r\nCookie: " + "c".repeat(70_000);
        String origin = "\r\nOrigin: " + LocalStack.DASHBOARD;
        String head = "GET /nowhere HTTP/1.1\r\nHost: a";

        assertAnswered(raw(nginx, head + cookie + origin + "\r\n\r\n"), 431, "*");
        assertAnswered(raw(nginx, head + origin + cookie + "\r\n\r\n"), 431, LocalStack.DASHBOARD);
        assertAnswered(
                raw(nginx, "GET /" + "a".repeat(50_000) + " HTTP/1.1\r\nHost: a" + origin + "\r\n\r\n"), 414, "*");
    }

    /// Up to the bounds of the services, nginx has none.
    @Test
    void whatTheServicesTakeGoesThrough() throws Exception {
        HttpResponse<String> listed = send(page(nginx, App.MY_TICKETS + "?a=" + "a".repeat(8_000))
                .header("x-device-id", USER.device())
                .header("Authorization", "Bearer " + USER.bearer())
                .header("Cookie", "c".repeat(30_000)));
        HttpResponse<String> read = send(page(nginx, App.REQUEST)
                .header("Content-Type", "application/json")
                .header("x-device-id", USER.device())
                .POST(BodyPublishers.ofString(" ".repeat(64 * 1024))));

        assertThat(listed.statusCode()).as(listed.body()).isEqualTo(200);
        assertReadable(read, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "GARBAGE, 400, *",
        "GET /nowhere HTTP/1.1, 400, *",
        "GET /nowhere HTTP/4.7, 400, *",
        "'GET /nowhere HTTP/1.1\nHost: a\nOrigin: https://dashboard.example.com\nContent-Length: b', 400, page",
        "'POST /x HTTP/1.1\nHost: a\nOrigin: https://dashboard.example.com\nTransfer-Encoding: b', 400, page",
        "'TRACE /x HTTP/1.1\nHost: a\nOrigin: https://dashboard.example.com', 405, page",
    })
    void aHeadThatCantBeReadIsAnsweredInTheOneShape(String head, int status, String readableBy) throws Exception {
        assertAnswered(
                raw(nginx, head.replace("\n", "\r\n") + "\r\n\r\n"),
                status,
                readableBy.equals("page") ? LocalStack.DASHBOARD : readableBy);
    }

    private static void assertAnswered(String answer, int status, String readableBy) throws IOException {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsPattern("\r\nContent-Type: application/json\r\n")
                .containsPattern("\r\nX-Request-Id: [0-9a-f]{32}\r\n")
                .contains("\r\nVary: Origin\r\n")
                .contains("\r\nAccess-Control-Allow-Origin: " + readableBy + "\r\n")
                .containsPattern("\r\nAccess-Control-Expose-Headers: X-Request-Id[^\r]*\r\n");
        assertShape(Json.mapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4)), status);
    }

    /// Away, hanging up in the middle of an answer, never answering.
    @ParameterizedTest
    @ValueSource(strings = {App.MY_TICKETS, "/openapi/messaging", "/asyncapi", "/socket.io/?EIO=4&transport=websocket"})
    void aServiceThatIsAwayIsAnsweredFor(String path) throws Exception {
        HttpResponse<String> answer = send(page(beforeBroken, path));

        assertReadable(answer, 503);
        assertThat(header(answer, "Retry-After")).isEqualTo("2");
        assertThat(json(answer).path("code").asText()).isEqualTo("UNAVAILABLE");
        assertThat(json(answer).path("retry_after").asInt()).isEqualTo(2);
    }

    @Test
    void aPreflightIsAnsweredThoughTheServiceIsAway() throws Exception {
        for (String path : new String[] {App.MY_TICKETS, Dashboard.BASE, "/api/v1/nowhere"}) {
            HttpResponse<String> answer = send(preflight(path, LocalStack.DASHBOARD));

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(LocalStack.DASHBOARD);
            assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("GET, POST, PUT");
            assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("authorization");
            assertThat(header(answer, "X-Request-Id")).isEqualTo("r-1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://dashboard.example.com.evil.com",
                "https://dashboard.example.co",
                "https://dashboard.example.com,http://app.localhost",
                "null",
            })
    void aForeignOriginIsToldNothing(String origin) throws Exception {
        for (String path : new String[] {"/api/v1/nowhere", App.MY_TICKETS}) {
            HttpRequest.Builder plain = call(beforeBroken, path).header("Origin", origin);
            for (HttpRequest.Builder request : List.of(preflight(path, origin), plain)) {
                HttpResponse<String> answer = send(request);

                assertThat(answer.statusCode()).isIn(404, 503);
                assertThat(answer.headers().map().keySet())
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
                assertThat(header(answer, "Vary")).isEqualTo("Origin");
            }
        }
    }

    /// What only a proxy may say is nginx's own, whatever the caller says; what is the caller's goes through.
    @Test
    void servicesHearOfTheCallerWhatNginxKnows() throws Exception {
        String head = raw(beforeBroken, """
                GET /openapi/rating HTTP/1.1
                Host: desk.example.com
                X-Request-Id: r-1
                X-Forwarded-For: 10.1.1.1
                X-Forwarded-Proto: https
                X-Forwarded-Host: evil.example.com
                X-Forwarded-Port: 1
                X-Forwarded-Server: evil
                X-Real-IP: 10.1.1.1
                Forwarded: for=10.1.1.1
                Upgrade: h2c
                Connection: Upgrade, close
                x-device-id: my-phone-1
                platform: ios
                Idempotency-Key: once

                """.replace("\n", "\r\n"));

        assertThat(head.substring(head.indexOf("\r\n\r\n")).lines().filter(line -> !line.isBlank()))
                .containsExactlyInAnyOrder(
                        "Host: desk.example.com",
                        "X-request-id: r-1",
                        "X-forwarded-for: 127.0.0.1",
                        "X-forwarded-proto: http",
                        "X-forwarded-host: desk.example.com",
                        "X-device-id: my-phone-1",
                        "Platform: ios",
                        "Idempotency-key: once");
    }

    @Test
    void anIdThatNoServiceTakesOverIsReplacedForAll() throws Exception {
        for (Nginx each : new Nginx[] {nginx, beforeBroken}) {
            HttpResponse<String> answer = send(call(each, App.MY_TICKETS).header("X-Request-Id", "a b"));

            assertThat(header(answer, "X-Request-Id")).matches("[0-9a-f]{32}");
            assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1);
        }
    }

    @Test
    void noLogHoldsWhatStoodInAQuery() throws Exception {
        String email = Canary.email();
        for (Nginx each : new Nginx[] {nginx, beforeBroken}) {
            send(page(each, "/api/v1/support/ticket?ticket_number=SMI-2026-000001&email=" + email));
            raw(each, "GET /nowhere?email=" + email + " HTTP/1.1\r\n\r\n");

            assertThat(each.logs()).contains("GET /api/v1/support/ticket\"").doesNotContain(email);
        }
    }

    /// Nginx and the gateway give one answer.
    private static void assertSameAnswer(String path, int status, UnaryOperator<HttpRequest.Builder> more)
            throws Exception {
        HttpResponse<String> ours = send(more.apply(page(nginx, path)));
        HttpResponse<String> gateways =
                send(more.apply(page(LocalStack.running().gateway(), path)));

        assertReadable(ours, status);
        for (String field : new String[] {"success", "statusCode", "message", "code", "errors", "retry_after"}) {
            assertThat(json(ours).path(field))
                    .as(field)
                    .isEqualTo(json(gateways).path(field));
        }
        for (String name : new String[] {
            "Content-Type", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers", "Vary", "Retry-After"
        }) {
            assertThat(header(ours, name)).as(name).isEqualTo(header(gateways, name));
        }
    }

    private static void assertReadable(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer + answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(LocalStack.DASHBOARD);
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("X-Request-Id", "Retry-After");
        assertThat(header(answer, "Vary")).contains("Origin");
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("r-1");
        assertShape(json(answer), status);
    }

    private static void assertShape(JsonNode body, int status) {
        assertThat(body.path("success").asBoolean(true)).isFalse();
        assertThat(body.path("statusCode").asInt()).isEqualTo(status);
        assertThat(body.path("error").asText()).isNotBlank();
        assertThat(body.path("message").asText()).isNotBlank();
        assertThat(body.path("code").asText()).matches("[A-Z_]+");
    }

    private static HttpRequest.Builder call(Nginx at, String path) {
        return HttpRequest.newBuilder(URI.create(at.address() + path)).timeout(PATIENCE);
    }

    /// As the dashboard's page asks.
    private static HttpRequest.Builder page(Nginx at, String path) {
        return page(at.address(), path);
    }

    private static HttpRequest.Builder page(URI at, String path) {
        return HttpRequest.newBuilder(URI.create(at + path))
                .timeout(PATIENCE)
                .header("Origin", LocalStack.DASHBOARD)
                .header("X-Request-Id", "r-1");
    }

    private static HttpRequest.Builder preflight(String path, String origin) {
        return call(beforeBroken, path)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("X-Request-Id", "r-1")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /// Byte by byte, for what no client sends.
    private static String raw(Nginx at, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.mapper().readTree(answer.body());
    }
}
