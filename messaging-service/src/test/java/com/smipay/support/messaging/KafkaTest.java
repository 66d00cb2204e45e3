package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Parking;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
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
class KafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Bench bench;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start() {
        bench = new Bench();
        producer = TestKafka.producer(TestKafka.bootstrapServers());
        await().atMost(PATIENCE)
                .until(() -> bench.send(bench.internally("/health/ready")).status() == 200);
    }

    @AfterAll
    void stop() throws Exception {
        producer.close();
        bench.close();
    }

    @Test
    void theVeryEventsThatWereToldArePublishedInOrder() {
        TicketState ticket = bench.told(TicketStates.of("u-1"));
        bench.add(ticket, "a message of the user", null);
        bench.note(ticket, "a note");
        bench.reply(ticket, "a reply");
        bench.send(bench.reading(ticket.ticketNumber(), bench.owner("u-1"), null));

        List<String> told = bench.tickets.told(ticket.id().toString()).stream()
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
            assertThat(bench.seen(ticket, bench.owner("u-1")).path("status").asText())
                    .isEqualTo("closed");
            assertThat(bench.seen(ticket, bench.owner("u-1"))
                            .path("satisfaction_rating")
                            .asInt())
                    .isEqualTo(3);
        });
    }

    @Test
    void whatCanNeverBeAppliedIsParkedAndTheRestGoesOn() throws Exception {
        TicketState ticket = TicketStates.of("u-1");
        byte[] key = ticket.id().toString().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.TICKETS, key, "no event".getBytes(StandardCharsets.UTF_8)))
                .get();
        send(Topics.TICKETS, TicketStates.opened(ticket));

        await().atMost(PATIENCE)
                .until(() -> bench.send(bench.conversation(ticket, "", bench.owner("u-1")))
                                .status()
                        == 200);
        try (TopicTail parked = new TopicTail(TestKafka.bootstrapServers(), Topics.parkingLotOf(Topics.TICKETS))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    parked.values(Parking.KEY, ticket.id().toString()))
                            .containsExactly("no event"));
        }
        Answer health = bench.send(bench.internally("/health"));
        assertThat(new String(health.response().body(), StandardCharsets.UTF_8)).contains(Topics.TICKETS);
    }

    @Test
    void theApiDocumentHealthAndMetricsAreServed() {
        Answer document = bench.send(bench.publicly("/openapi/messaging"));
        Answer metrics = bench.send(bench.internally("/metrics"));

        assertThat(new String(document.response().body(), StandardCharsets.UTF_8))
                .startsWith("openapi: 3.1.0");
        assertThat(new String(metrics.response().body(), StandardCharsets.UTF_8))
                .contains("support_outbox_depth", "support_consumer_lag", "support_tellings_failed");
        assertThat(bench.send(bench.internally("/health/live")).status()).isEqualTo(200);
        assertThat(bench.send(bench.publicly("/health/ready")).status())
                .as("not for the public")
                .isEqualTo(404);
        assertThat(bench.send(bench.publicly("/internal/events")).code()).isEqualTo("NOT_FOUND");
    }

    private void send(String topic, EventEnvelope event) throws Exception {
        producer.send(KafkaEvents.toRecord(topic, event)).get();
    }
}
