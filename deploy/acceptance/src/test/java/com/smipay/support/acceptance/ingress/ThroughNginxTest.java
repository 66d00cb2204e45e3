package com.smipay.support.acceptance.ingress;

import static com.smipay.support.acceptance.ingress.IngressFixture.assertIdIsReplaced;
import static com.smipay.support.acceptance.ingress.IngressFixture.assertLogHasNoQuery;
import static com.smipay.support.acceptance.ingress.IngressFixture.assertReadable;
import static com.smipay.support.acceptance.ingress.IngressFixture.header;
import static com.smipay.support.acceptance.ingress.IngressFixture.json;
import static com.smipay.support.acceptance.ingress.IngressFixture.page;
import static com.smipay.support.acceptance.ingress.IngressFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.ReactNative;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.readme.Tour;
import com.smipay.support.acceptance.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Behind the example of an ingress the product is the same: what works through the gateway works through nginx, and
/// what services refuse is refused in their own words. What nginx answers itself: [NginxItselfTest].
class ThroughNginxTest {
    private static final Person USER = Person.user();

    private static Nginx nginx;

    @BeforeAll
    @Timeout(900)
    static void start() throws IOException {
        LocalStack stack = LocalStack.running();
        nginx = Nginx.before(Map.of(
                "TICKET", List.of(stack.publicUrl("ticket-service")),
                "MESSAGING", List.of(stack.publicUrl("messaging-service")),
                "RATING", List.of(stack.publicUrl("rating-service")),
                "REALTIME", List.of(stack.publicUrl("realtime-service"), stack.publicUrl("realtime-service-2"))));
    }

    /// Null where the tests were skipped before it came to that.
    @AfterAll
    static void end() {
        if (nginx != null) {
            nginx.close();
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

    /// As `ReactNativeTest` has it for the gateway.
    @ParameterizedTest
    @EnumSource
    void aPhonesSocketLivesBehindIt(ReactNative phone) throws IOException {
        phone.isServed(
                nginx.address(), URI.create("ws" + nginx.address().toString().substring(4)), 0, USER);
        phone.isServed(nginx.address(), URI.create("wss://api.example.com"), 20_000, USER);
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

    @Test
    void anIdThatNoServiceTakesOverIsReplacedForAll() throws Exception {
        assertIdIsReplaced(nginx);
    }

    @Test
    void noLogHoldsWhatStoodInAQuery() throws Exception {
        assertLogHasNoQuery(nginx);
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
}
