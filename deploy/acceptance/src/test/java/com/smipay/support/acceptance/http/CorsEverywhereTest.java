package com.smipay.support.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever gives an answer, the dashboard may read it (`decisions.md` 47, 56): the gateway, a service before or behind
/// its routing, an instance of the sockets. Not by the other tests' client: what is refused here is no documented call.
class CorsEverywhereTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Stream<URI> everywhere() {
        LocalStack stack = LocalStack.running();
        return Stream.concat(
                Stream.of(stack.gateway()),
                Stream.of("ticket-service", "messaging-service", "rating-service")
                        .map(stack::publicUrl));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void refusalsOfEveryKindMayBeRead(URI at) throws Exception {
        assertReadable(send(call(at, "/api/v1/nowhere")), 404);
        assertReadable(send(call(at, App.MY_TICKETS + "?a=" + "a".repeat(9_000))), 414);
        assertReadable(send(call(at, App.MY_TICKETS).header("Cookie", "c".repeat(33_000))), 431);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void preflightsAreAnsweredForAnyPath(URI at) throws Exception {
        for (String path : new String[] {"/api/v1/nowhere", App.MY_TICKETS, Dashboard.BASE}) {
            HttpResponse<String> answer = send(call(at, path)
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "authorization"));

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(LocalStack.DASHBOARD);
            assertThat(header(answer, "X-Request-Id")).isEqualTo("r-1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 3 * 1024 * 1024, 20 * 1024 * 1024})
    void aBodyOverTheLimitIsRefusedReadably(int length) throws Exception {
        for (URI at : new URI[] {gateway(), LocalStack.running().publicUrl("messaging-service")}) {
            HttpResponse<String> answer = send(call(at, App.ADD_MESSAGE)
                    .header("Content-Type", "application/json")
                    .header("x-device-id", Canary.device())
                    .POST(BodyPublishers.ofByteArray(new byte[length])));

            assertReadable(answer, 413);
            assertThat(json(answer).path("code").asText()).isEqualTo("PAYLOAD_TOO_LARGE");
        }
    }

    @Test
    void socketsSideAnswersReadablyToo() throws Exception {
        URI instance = LocalStack.running().publicUrl("realtime-service");
        for (URI at : new URI[] {gateway(), instance}) {
            HttpResponse<String> document = send(call(at, "/asyncapi"));
            assertThat(document.statusCode()).isEqualTo(200);
            assertThat(header(document, "Access-Control-Allow-Origin")).isEqualTo(LocalStack.DASHBOARD);
            assertThat(header(document, "X-Request-Id")).isEqualTo("r-1");
            assertReadable(send(call(at, "/socket.io/?EIO=4&transport=polling")), 400);
        }
        assertReadable(send(call(instance, "/nowhere")), 404);
    }

    @Test
    void aCallWithTwentyKilobytesOfHeadersIsWelcome() throws Exception {
        Person user = Person.user();
        for (URI at : new URI[] {gateway(), LocalStack.running().publicUrl("ticket-service")}) {
            HttpResponse<String> answer = send(call(at, App.MY_TICKETS)
                    .header("x-device-id", user.device())
                    .header("Authorization", "Bearer " + user.bearer())
                    .header("Cookie", cookies()));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    /// What the answers tell besides.
    @Test
    void headersTellWhatTheBodyDoesNot() throws Exception {
        Person user = Person.user();
        HttpResponse<String> opened = send(call(gateway(), App.REQUEST)
                .header("x-device-id", user.device())
                .header("Authorization", "Bearer " + user.bearer())
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString(user.app().newTicket().toString())));
        assertThat(opened.statusCode()).isEqualTo(201);
        HttpResponse<String> read = send(call(gateway(), header(opened, "Location"))
                .header("x-device-id", user.device())
                .header("Authorization", "Bearer " + user.bearer()));
        assertThat(json(read).at("/data/ticket/ticket_number"))
                .isEqualTo(json(opened).at("/data/ticket/ticket_number"));

        HttpResponse<String> nobody = send(call(gateway(), App.MY_TICKETS).header("x-device-id", user.device()));
        assertReadable(nobody, 401);
        assertThat(header(nobody, "WWW-Authenticate")).isEqualTo("Bearer realm=\"support\"");
        HttpResponse<String> expired = send(call(gateway(), App.MY_TICKETS)
                .header("x-device-id", user.device())
                .header("Authorization", "Bearer nonsense"));
        assertThat(header(expired, "WWW-Authenticate")).startsWith("Bearer ").contains("error=\"invalid_token\"");
        HttpResponse<String> other = send(call(gateway(), App.REQUEST)
                .header("x-device-id", user.device())
                .header("Content-Type", "application/json; charset=utf-16")
                .POST(BodyPublishers.ofString("{}")));
        assertReadable(other, 415);
    }

    private static void assertReadable(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.toString()).isEqualTo(status);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(LocalStack.DASHBOARD);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).hasSize(1);
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("X-Request-Id");
        assertThat(header(answer, "Vary")).contains("Origin");
        assertThat(header(answer, "X-Request-Id")).isEqualTo("r-1");
        assertThat(json(answer).path("success").asBoolean(true)).isFalse();
        assertThat(json(answer).path("statusCode").asInt()).isEqualTo(status);
    }

    private static HttpRequest.Builder call(URI at, String path) {
        return HttpRequest.newBuilder(URI.create(at + path))
                .timeout(Duration.ofSeconds(30))
                .header("Origin", LocalStack.DASHBOARD)
                .header("X-Request-Id", "r-1");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static URI gateway() {
        return LocalStack.running().gateway();
    }

    private static String cookies() {
        return String.join(
                "; ",
                IntStream.range(0, 100)
                        .mapToObj(i -> "cookie" + i + "=" + "c".repeat(190))
                        .toList());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.mapper().readTree(answer.body());
    }
}
