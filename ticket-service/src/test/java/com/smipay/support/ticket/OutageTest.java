package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What goes on while something is away (`decisions.md` 2, `architecture.md`).
@OneServerAtATime
class OutageTest {
    @Test
    void whileTheDatabaseIsAwayAnswersAre503AndAllIsWellAfterwards() throws Exception {
        try (ServiceFixture service = new ServiceFixture(Map.of("database.acquire-timeout", "PT0.5S"))) {
            JsonNode ticket = service.opened("before@x.ng");
            service.databaseLine.cut();

            for (Answer answer : new Answer[] {
                service.send(service.requestSupport(ServiceFixture.request("during@x.ng"))),
                service.send(service.user("/my-tickets")
                        .header("Authorization", "Bearer " + service.user("u-1", "before@x.ng"))),
                service.send(service.admin("").GET()),
                service.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"closed\"}"),
                service.tell(Conversation.of(ticket).reply("While it is away.")),
            }) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
            assertThat(service.send(service.internal("/health/ready")).status()).isEqualTo(503);
            assertThat(service.send(service.internal("/health/live")).status()).isEqualTo(200);

            service.databaseLine.mend();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> service.send(service.requestSupport(ServiceFixture.request("after@x.ng")))
                                    .status()
                            == 201);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> service.send(service.internal("/health/ready")).status() == 200);
            assertThat(service.database.number("select count(*) from ticket where email = 'during@x.ng'"))
                    .isZero();
            assertThat(service.database.number("select version from ticket where email = 'before@x.ng'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whileThePeersAreAwayTicketsAreOpenedAndDecidedAllTheSame() throws Exception {
        try (ServiceFixture service = new ServiceFixture()) {
            service.messaging.close();
            service.rating.close();

            JsonNode ticket = service.opened("alone@x.ng");
            Answer status = service.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"resolved\"}");
            Answer followUp = service.send(service.requestSupport(
                    """
                    {"ticket_number":"%s","description":"Is anybody there?","email":"alone@x.ng"}
                    """.formatted(ticket.path("ticket_number").asText())));

            assertThat(status.status()).isEqualTo(200);
            assertThat(followUp.status()).isEqualTo(503);
            assertThat(service.database.number("select count(*) from ticket_history"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aBrokerThatCanNotBeReachedIsInvisibleToCallersAndTheOutboxWaits() throws Exception {
        try (ServiceFixture service = new ServiceFixture(Map.of("kafka.bootstrap-servers", "127.0.0.1:9"))) {
            JsonNode ticket = service.opened("nokafka@x.ng");
            service.put("/" + ticket.path("id").asText() + "/priority", "{\"priority\":\"high\"}");

            assertThat(service.database.number("select count(*) from outbox")).isEqualTo(2);
            Answer health = service.send(service.internal("/health/ready"));
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().toString()).contains("\"degraded\":true");
            assertThat(new String(
                            service.send(service.internal("/metrics"))
                                    .response()
                                    .body(),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .contains("support_outbox_depth");
        }
    }
}
