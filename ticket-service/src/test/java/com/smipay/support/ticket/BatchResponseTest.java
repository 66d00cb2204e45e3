package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Events that a peer tells in one call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class BatchResponseTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void toldTogetherEachMessageLeadsToWhatItWouldByItself() throws Exception {
        JsonNode moved = service.opened("together-1@x.ng");
        JsonNode quiet = service.opened("together-2@x.ng");
        EventEnvelope reply = requestedBy("request-77", Conversation.of(moved).reply("We are looking into it."));
        EventEnvelope message = Conversation.of(quiet).userMessage("Any news?");
        EventEnvelope strange = Conversation.of(((ObjectNode) service.opened("together-3@x.ng"))
                        .put("id", UUID.randomUUID().toString()))
                .userMessage("Who?");

        Answer told = service.notifyInOneBatch(List.of(message, strange, reply, message));

        assertThat(told.status()).isEqualTo(200);
        JsonNode answers = told.json().path("answers");
        assertThat(answers).hasSize(4);
        assertThat(answers.path(0).path("events")).isEmpty();
        assertThat(answers.path(1).path("unprocessable").asText()).contains("does not exist");
        assertThat(answers.path(2).path("events")).hasSize(1);
        assertThat(answers.path(2).path("events").path(0).path("requestid").asText())
                .isEqualTo("request-77");
        assertThat(answers.path(3).path("events")).isEmpty();
        assertThat(service.row(moved).path("status").asText()).isEqualTo("in_progress");
        assertThat(service.row(moved).path("message_count").asInt()).isEqualTo(2);
        assertThat(service.row(quiet).path("status").asText()).isEqualTo("pending");
        assertThat(service.row(quiet).path("message_count").asInt()).isEqualTo(2);
    }

    private static EventEnvelope requestedBy(String requestId, EventEnvelope event) {
        return new EventEnvelope(
                event.id(),
                event.type(),
                event.source(),
                event.subject(),
                event.time(),
                event.traceparent(),
                requestId,
                event.data());
    }

    /// Two of them that meet take their tickets in the same order, so neither waits for the other in a circle.
    @Test
    void manyAtOnceInDifferentOrdersAllSucceed() throws Exception {
        List<Conversation> conversations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            conversations.add(Conversation.of(service.opened("crowd-" + i + "@x.ng")));
        }
        for (int round = 0; round < 10; round++) {
            List<EventEnvelope> events = conversations.stream()
                    .map(conversation -> conversation.userMessage("Any news?"))
                    .toList();
            List<Callable<Answer>> notifications = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                List<EventEnvelope> mixed = new ArrayList<>(events);
                Collections.rotate(mixed, i);
                notifications.add(() -> service.notifyInOneBatch(mixed));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> notification : threads.invokeAll(notifications)) {
                    assertThat(notification.get().status()).isEqualTo(200);
                    assertThat(notification.get().json().path("answers"))
                            .hasSize(8)
                            .allSatisfy(
                                    answer -> assertThat(answer.path("events")).isEmpty());
                }
            }
        }
    }
}
