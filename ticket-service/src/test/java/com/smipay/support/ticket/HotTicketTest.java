package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// One ticket on which everybody works at once.
@OneServerAtATime
class HotTicketTest {
    @Test
    void whateverComesAtOnceInWhateverOrderTheTicketIsExactAfterwards() throws Exception {
        try (ServiceFixture service = new ServiceFixture()) {
            JsonNode ticket = service.opened("hot@x.ng");
            String id = ticket.path("id").asText();
            Conversation conversation = Conversation.of(ticket);
            List<Callable<Answer>> acts = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                EventEnvelope event = i % 3 == 0
                        ? conversation.reply("A reply, number " + i)
                        : conversation.userMessage("A message, number " + i);
                acts.add(() -> service.tell(event));
                acts.add(() -> service.tell(event));
            }
            for (String status : List.of("waiting_user", "escalated", "pending", "resolved", "in_progress", "closed")) {
                acts.add(() -> service.put("/" + id + "/status", "{\"status\":\"%s\"}".formatted(status)));
            }
            for (String priority : List.of("urgent", "high", "medium", "low")) {
                acts.add(() -> service.put("/" + id + "/priority", "{\"priority\":\"%s\"}".formatted(priority)));
            }
            Collections.shuffle(acts, new Random(11));

            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> answer : threads.invokeAll(acts)) {
                    assertThat(answer.get().status()).isBetween(200, 204);
                }
            }

            JsonNode row = service.send(service.admin("?search=hot@x.ng").GET())
                    .data()
                    .path("tickets")
                    .path(0);
            assertThat(row.path("message_count").asInt()).isEqualTo(31);
            assertThat(row.path("response_time_seconds").asInt()).isEqualTo(10);
            JsonNode analytics = service.send(service.admin("").GET()).data().path("analytics");
            assertThat(analytics.path("overview").path("total_tickets").asInt()).isEqualTo(1);
            assertThat(analytics
                            .path("by_status")
                            .path(row.path("status").asText())
                            .asInt())
                    .isEqualTo(1);
            assertThat(analytics
                            .path("by_priority")
                            .path(row.path("priority").asText())
                            .asInt())
                    .isEqualTo(1);
            assertThat(analytics
                            .path("performance")
                            .path("avg_response_time_seconds")
                            .asDouble())
                    .isEqualTo(10);
            // Every version has its line of history, and none has two.
            assertThat(service.database.number("select version from ticket"))
                    .isEqualTo(service.database.number("select count(*) from ticket_history"));
            assertThat(service.database.number("""
                            select count(*) from (
                                select at < lag(at) over (order by id) as goes_back from ticket_history) as steps
                            where goes_back
                            """)).isZero();
        }
    }
}
