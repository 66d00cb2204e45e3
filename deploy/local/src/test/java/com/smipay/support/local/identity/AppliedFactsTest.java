package com.smipay.support.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.local.topic.Place;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AppliedFactsTest {
    private static final Place PLACE = new Place("identity.users.v1", 3, 41);
    private static final IdentityRecord FACT = IdentityRecord.of(
            new Person("a b", "ada@example.com", "Ada", null, null, null, null, "admin", null, null, null, null));

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer ticketService;

    @BeforeEach
    void start() throws Exception {
        ticketService.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            Optional<String> answer = Optional.ofNullable(answers.poll());
            byte[] body = answer.orElse("").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        ticketService.start();
    }

    AppliedFactsTest() throws Exception {
        ticketService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() {
        ticketService.stop(0);
    }

    @Test
    void itWaitsUntilTheRecordOrALaterOneIsApplied() throws Exception {
        answers.add("{\"source\": null}");
        answers.add("{\"source\": {\"partition\": 3, \"offset\": 40}}");
        answers.add("{\"source\": {\"partition\": 2, \"offset\": 99}}");
        answers.add("{\"source\": {\"partition\": 3, \"offset\": 41}}");
        assertThat(applied().await(FACT, PLACE, Duration.ofSeconds(10))).isTrue();
        assertThat(asked).hasSize(4).containsOnly("/internal/identity/users/a%20b Bearer key");
    }

    @Test
    void itGivesUpInTheEnd() throws Exception {
        assertThat(applied().await(FACT, PLACE, Duration.ofMillis(200))).isFalse();
    }

    @Test
    void aTombstoneHasNoValue() {
        assertThat(FACT.value()).contains("\"first_name\":\"Ada\"", "\"role\":\"admin\"");
        assertThat(FACT.deleted()).isEqualTo(new IdentityRecord("identity.users.v1", "users", "a b", null));
    }

    private AppliedFacts applied() {
        return new AppliedFacts(
                URI.create("http://127.0.0.1:" + ticketService.getAddress().getPort()), "key");
    }
}
