package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What is published, and what is consumed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class KafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ServiceFixture service;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start() {
        service = new ServiceFixture();
        producer = TestKafka.producer(TestKafka.bootstrapServers());
        await().atMost(PATIENCE)
                .until(() -> service.send(service.internally("/health/ready")).status() == 200);
    }

    @AfterAll
    void stop() throws Exception {
        producer.close();
        service.close();
    }

    @Test
    void theVeryEventsThatWereToldArePublishedInOrder() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        service.add(ticket, "a message of the user", null);
        service.note(ticket, "a note");
        service.reply(ticket, "a reply");
        service.send(service.reading(ticket.ticketNumber(), service.owner("u-1"), null));

        List<String> told = service.tickets.told(ticket.id().toString()).stream()
                .map(EventEnvelope::data)
                .toList();
        assertThat(told).hasSize(4);
        try (TopicTail tail = new TopicTail(TestKafka.bootstrapServers(), Topics.MESSAGES)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(tail.values(ticket.id().toString())).isEqualTo(told));
        }
    }

    @Test
    void ticketAndRatingEventsAreAppliedAsIfTold() throws Exception {
        TicketState ticket = TicketStates.of("u-1");
        send(Topics.RATINGS, TicketStates.rated(ticket, 3, null));
        send(Topics.TICKETS, TicketStates.opened(ticket));
        send(Topics.TICKETS, TicketStates.changed(TicketStates.then(ticket, "closed")));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(service.seen(ticket, service.owner("u-1")).path("status").asText())
                    .isEqualTo("closed");
            assertThat(service.seen(ticket, service.owner("u-1"))
                            .path("satisfaction_rating")
                            .asInt())
                    .isEqualTo(3);
        });
    }

    @Test
    void whatCanNeverBeAppliedIsDeadLetteredAndTheRestGoesOn() throws Exception {
        TicketState ticket = TicketStates.of("u-1");
        byte[] key = ticket.id().toString().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.TICKETS, key, "no event".getBytes(StandardCharsets.UTF_8)))
                .get();
        send(Topics.TICKETS, TicketStates.opened(ticket));

        await().atMost(PATIENCE)
                .until(() -> service.send(service.conversation(ticket, "", service.owner("u-1")))
                                .status()
                        == 200);
        try (TopicTail deadLetters =
                new TopicTail(TestKafka.bootstrapServers(), Topics.deadLetterTopicOf(Topics.TICKETS))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(deadLetters.values(
                                    DeadLetterHeaders.KEY, ticket.id().toString()))
                            .containsExactly("no event"));
        }
        Answer health = service.send(service.internally("/health"));
        assertThat(new String(health.response().body(), StandardCharsets.UTF_8)).contains(Topics.TICKETS);
    }

    @Test
    void theApiDocumentHealthAndMetricsAreServed() {
        Answer document = service.send(service.publicly("/openapi/messaging"));
        Answer metrics = service.send(service.internally("/metrics"));

        assertThat(new String(document.response().body(), StandardCharsets.UTF_8))
                .startsWith("openapi: 3.1.0");
        assertThat(new String(metrics.response().body(), StandardCharsets.UTF_8))
                .contains("support_outbox_depth", "support_consumer_lag", "support_peer_notifications_failed")
                .contains("support_consumer_lag{reads=\"events\"", "support_consumer_lag{reads=\"people\"")
                .contains("support_kafka_usable", "support_topics_stand", "support_topics_differing")
                .contains("support_consumer_stream_dies", "support_chores_late", "support_task_stuck")
                .contains("task=\"outbox-relay\"", "task=\"topic-setup\"", "task=\"chores\"")
                .contains("task=\"consumer-watchdog-events\"", "task=\"consumer-watchdog-people\"");
        assertThat(service.send(service.internally("/health/live")).status()).isEqualTo(200);
        assertThat(service.send(service.publicly("/health/ready")).status())
                .as("not for the public")
                .isEqualTo(404);
        assertThat(service.send(service.publicly("/internal/events")).code()).isEqualTo("NOT_FOUND");
    }

    private void send(String topic, EventEnvelope event) throws Exception {
        producer.send(KafkaEvents.toRecord(topic, event)).get();
    }
}
