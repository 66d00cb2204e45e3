package com.smipay.support.acceptance.ingress;

import static com.smipay.support.acceptance.ingress.IngressFixture.assertIdIsReplaced;
import static com.smipay.support.acceptance.ingress.IngressFixture.assertLogHasNoQuery;
import static com.smipay.support.acceptance.ingress.IngressFixture.assertReadable;
import static com.smipay.support.acceptance.ingress.IngressFixture.assertShape;
import static com.smipay.support.acceptance.ingress.IngressFixture.call;
import static com.smipay.support.acceptance.ingress.IngressFixture.header;
import static com.smipay.support.acceptance.ingress.IngressFixture.json;
import static com.smipay.support.acceptance.ingress.IngressFixture.page;
import static com.smipay.support.acceptance.ingress.IngressFixture.raw;
import static com.smipay.support.acceptance.ingress.IngressFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What nginx answers itself has the one shape, an id, and what a page needs to read it, though every service behind it
/// is broken; and what it tells a service of the caller is its own. What works through it: [ThroughNginxTest].
class NginxItselfTest {
    private static Nginx nginx;
    private static BrokenServices broken;

    @BeforeAll
    @Timeout(900)
    static void start() throws IOException {
        broken = BrokenServices.start();
        nginx = Nginx.impatientBefore(broken.addresses());
    }

    /// Null where the tests were skipped before it came to that.
    @AfterAll
    static void end() throws IOException {
        if (nginx != null) {
            nginx.close();
        }
        broken.close();
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
        HttpResponse<String> answer = send(page(nginx, path));

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
            HttpRequest.Builder plain = call(nginx, path).header("Origin", origin);
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
        String head = raw(nginx, """
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
        assertIdIsReplaced(nginx);
    }

    @Test
    void noLogHoldsWhatStoodInAQuery() throws Exception {
        assertLogHasNoQuery(nginx);
    }

    private static HttpRequest.Builder preflight(String path, String origin) {
        return call(nginx, path)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("X-Request-Id", "r-1")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization");
    }
}
