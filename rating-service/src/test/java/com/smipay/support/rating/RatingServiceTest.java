package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.rating.Bench.Answer;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The service among its sisters, Kafka and its database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RatingServiceTest {
    @AutoClose
    private final Bench bench = Bench.ready();

    @Test
    void bothSistersAreToldTheVeryEventThatIsPublishedBeforeTheAnswer() {
        TicketState ticket = bench.told(TicketStates.of("resolved", "u-1", "a@x.ng"));

        bench.rate(ticket, bench.owner, Bench.FOUR);

        List<EventEnvelope> told = bench.ticketService.told(ticket.id().toString());
        assertThat(told).hasSize(1);
        assertThat(bench.messagingService.told(ticket.id().toString())).isEqualTo(told);
        assertThat(Events.rated(told.getFirst()).rating()).isEqualTo(4);
        try (TopicTail tail = new TopicTail(TestKafka.bootstrapServers(), Topics.RATINGS)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(tail.values(ticket.id().toString()))
                            .containsExactly(told.getFirst().data()));
        }
    }

    @Test
    void whatTheTicketServiceDecidesOnBeingToldIsKnownAtOnce() {
        TicketState ticket = bench.told(TicketStates.of("resolved", null, "guest@x.ng"));
        TicketState claimed = TicketStates.claimedBy(ticket, "u-9");
        bench.ticketService.decides(List.of(TicketStates.changed(claimed)));
        try {
            bench.rate(ticket, bench.token("u-9", "guest@x.ng"), Bench.FOUR);
        } finally {
            bench.ticketService.decides(List.of());
        }

        assertThat(bench.database.number("select version from ticket_copy where id = '" + ticket.id() + "'"))
                .isEqualTo(2);
    }

    @Test
    void aTicketThatNobodyToldAboutIsAskedForOnce() {
        TicketState ticket = TicketStates.of("resolved", "u-1", "a@x.ng");
        bench.ticketService.knows(ticket.ticketNumber(), TicketStates.opened(ticket));
        int before = bench.ticketService.questions();

        assertThat(bench.rate(ticket, bench.owner, Bench.FOUR).status()).isEqualTo(201);
        assertThat(bench.rate(ticket, bench.owner, Bench.FOUR).code()).isEqualTo("RATING_EXISTS");

        assertThat(bench.ticketService.questions() - before).isEqualTo(1);
    }

    @Test
    void aTicketEventThatKafkaBringsIsApplied() throws Exception {
        TicketState ticket = TicketStates.of("closed", "u-1", "a@x.ng");
        try (KafkaProducer<byte[], byte[]> producer = TestKafka.producer(TestKafka.bootstrapServers())) {
            producer.send(KafkaEvents.toRecord(Topics.TICKETS, TicketStates.opened(ticket)))
                    .get();
        }

        await().atMost(Duration.ofSeconds(10))
                .until(() -> bench.database.number("select count(*) from ticket_copy where id = '" + ticket.id() + "'")
                        == 1);
    }

    @Test
    void aDatabaseThatIsAwayIsA503AndNothingIsHalfWritten() {
        TicketState ticket = bench.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        bench.databaseLine.cut();
        Answer away;
        try {
            away = bench.rate(ticket, bench.owner, Bench.FOUR);
        } finally {
            bench.databaseLine.mend();
        }

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("UNAVAILABLE");
        assertThat(away.header("Retry-After")).isNotEmpty();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bench.rate(ticket, bench.owner, Bench.FOUR).status() == 201);
    }

    @Test
    void sistersNeedTheServiceCredential() {
        EventEnvelope event = TicketStates.opened(TicketStates.of("resolved", "u-1", "a@x.ng"));
        Answer answer =
                bench.send(bench.internal("/internal/events").POST(BodyPublishers.ofByteArray(event.dataBytes())));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void whatIsNoEventIsRefused() {
        EventEnvelope broken = new EventEnvelope(
                UUID.randomUUID(), "ticket.opened", "/ticket-service", "x", Instant.EPOCH, null, null, "{}");

        assertThat(bench.tell(broken).status()).isEqualTo(422);
    }

    @Test
    void theApiDocumentHealthAndMetricsAreServed() {
        Answer document = bench.send(bench.at("/openapi/rating"));
        Answer metrics = bench.send(bench.internal("/metrics"));

        assertThat(new String(document.response().body(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("openapi: 3.1.0");
        assertThat(new String(metrics.response().body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("support_outbox_depth", "support_consumer_lag", "support_tellings_failed");
        assertThat(bench.send(bench.internal("/health/live")).status()).isEqualTo(200);
    }
}
