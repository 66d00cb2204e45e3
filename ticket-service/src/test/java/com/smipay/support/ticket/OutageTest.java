package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.ticket.Bench.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What goes on while something is away (`decisions.md` 2, `architecture.md`).
class OutageTest {
    @Test
    void whileTheDatabaseIsAwayAnswersAre503AndAllIsWellAfterwards() throws Exception {
        try (Bench bench = new Bench(Map.of("database.acquire-timeout", "PT0.5S"))) {
            JsonNode ticket = bench.opened("before@x.ng");
            bench.databaseLine.cut();

            for (Answer answer : new Answer[] {
                bench.send(bench.requestSupport(Bench.request("during@x.ng"))),
                bench.send(bench.user("/my-tickets")
                        .header("Authorization", "Bearer " + bench.user("u-1", "before@x.ng"))),
                bench.send(bench.admin("").GET()),
                bench.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"closed\"}"),
                bench.tell(Conversation.of(ticket).reply("While it is away.")),
            }) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
            assertThat(bench.send(bench.internal("/health/ready")).status()).isEqualTo(503);
            assertThat(bench.send(bench.internal("/health/live")).status()).isEqualTo(200);

            bench.databaseLine.mend();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> bench.send(bench.requestSupport(Bench.request("after@x.ng")))
                                    .status()
                            == 201);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> bench.send(bench.internal("/health/ready")).status() == 200);
            assertThat(bench.database.number("select count(*) from ticket where email = 'during@x.ng'"))
                    .isZero();
            assertThat(bench.database.number("select version from ticket where email = 'before@x.ng'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whileTheSistersAreAwayTicketsAreOpenedAndDecidedAllTheSame() throws Exception {
        try (Bench bench = new Bench()) {
            bench.messaging.close();
            bench.rating.close();

            JsonNode ticket = bench.opened("alone@x.ng");
            Answer status = bench.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"resolved\"}");
            Answer followUp = bench.send(bench.requestSupport(
                    """
                    {"ticket_number":"%s","description":"Is anybody there?","email":"alone@x.ng"}
                    """.formatted(ticket.path("ticket_number").asText())));

            assertThat(status.status()).isEqualTo(200);
            assertThat(followUp.status()).isEqualTo(503);
            assertThat(bench.database.number("select count(*) from ticket_history"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aBrokerThatCanNotBeReachedIsInvisibleToCallersAndTheOutboxWaits() throws Exception {
        try (Bench bench = new Bench(Map.of("kafka.bootstrap-servers", "127.0.0.1:9"))) {
            JsonNode ticket = bench.opened("nokafka@x.ng");
            bench.put("/" + ticket.path("id").asText() + "/priority", "{\"priority\":\"high\"}");

            assertThat(bench.database.number("select count(*) from outbox")).isEqualTo(2);
            Answer health = bench.send(bench.internal("/health/ready"));
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().toString()).contains("\"degraded\":true");
            assertThat(new String(
                            bench.send(bench.internal("/metrics")).response().body(),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .contains("support_outbox_depth");
        }
    }
}
