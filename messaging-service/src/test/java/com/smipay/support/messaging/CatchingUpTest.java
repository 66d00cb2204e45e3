package com.smipay.support.messaging;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// After a start the copies are behind: nobody is told what they say, and nothing is decided on it.
@Timeout(120)
@OneServerAtATime
class CatchingUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void untilItHasCaughtUpItAnswersNobodyAndThenTheTruth() throws Exception {
        TicketState resolvedMeanwhile = TicketStates.of("u-1");
        KafkaSettings kafka = new KafkaSettings(TestKafka.bootstrapServers(), 3, (short) 1);
        try (Broker broker = new Broker(kafka, "catching-up-test")) {
            broker.makeMissing(TopicPlan.ofProduct(kafka));
        }
        try (KafkaProducer<byte[], byte[]> producer = TestKafka.producer(TestKafka.bootstrapServers())) {
            producer.send(KafkaEvents.toRecord(Topics.TICKETS, TicketStates.opened(resolvedMeanwhile)))
                    .get();
            producer.send(KafkaEvents.toRecord(
                            Topics.TICKETS, TicketStates.changed(TicketStates.then(resolvedMeanwhile, "resolved"))))
                    .get();
        }
        AtomicReference<TestDatabase.@Nullable Held> held = new AtomicReference<>();
        // Reading goes on, applying waits: an old copy that can be read, as after a long absence.
        try (ServiceFixture service = new ServiceFixture(
                Map.of(), database -> held.set(database.hold("lock table conversation in share row exclusive mode")))) {
            String owner = service.owner("u-1");
            String number = resolvedMeanwhile.ticketNumber();
            String id = resolvedMeanwhile.id().toString();
            List<Answer> answers = List.of(
                    service.send(service.conversation(resolvedMeanwhile, "", owner)),
                    service.add(resolvedMeanwhile, "still pending?", owner),
                    service.send(service.reading(number, owner, null)),
                    service.reply(resolvedMeanwhile, "still pending?"),
                    service.internal("/internal/conversations/" + id + "/join", "{}"),
                    service.internal("/internal/conversations/" + id + "/read", "{}"),
                    service.internal("/internal/conversations/" + number + "/messages", "{}"));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isNotEmpty();
            });
            assertThat(service.send(service.internally("/health/ready")).status())
                    .isEqualTo(503);
            assertThat(service.send(service.internally("/health/live")).status())
                    .isEqualTo(200);
            assertThat(service.send(service.publicly("/openapi/messaging")).status())
                    .isEqualTo(200);

            requireNonNull(held.get()).close();
            await().atMost(PATIENCE)
                    .until(() ->
                            service.send(service.internally("/health/ready")).status() == 200);
            assertThat(service.seen(resolvedMeanwhile, owner).path("status").asText())
                    .isEqualTo("resolved");
            assertThat(service.add(resolvedMeanwhile, "still pending?", owner).code())
                    .isEqualTo("TICKET_NOT_OPEN");
        }
    }
}
