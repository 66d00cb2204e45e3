package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.rating.ServiceFixture.Answer;
import com.smipay.support.testkit.OneServerAtATime;
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

/// The service among its peers, Kafka and its database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class RatingServiceTest {
    @AutoClose
    private final ServiceFixture service = ServiceFixture.ready();

    @Test
    void bothPeersAreToldTheVeryEventThatIsPublishedBeforeTheAnswer() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));

        service.rate(ticket, service.owner, ServiceFixture.FOUR);

        List<EventEnvelope> told = service.ticketService.told(ticket.id().toString());
        assertThat(told).hasSize(1);
        assertThat(service.messagingService.told(ticket.id().toString())).isEqualTo(told);
        assertThat(Events.rated(told.getFirst()).rating()).isEqualTo(4);
        try (TopicTail tail = new TopicTail(TestKafka.bootstrapServers(), Topics.RATINGS)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(tail.values(ticket.id().toString()))
                            .containsExactly(told.getFirst().data()));
        }
    }

    @Test
    void whatTheTicketServiceDecidesOnBeingToldIsKnownAtOnce() {
        TicketState ticket = service.told(TicketStates.of("resolved", null, "guest@x.ng"));
        TicketState claimed = TicketStates.claimedBy(ticket, "u-9");
        service.ticketService.decides(ticket.id().toString(), event -> List.of(TicketStates.changed(claimed)));

        service.rate(ticket, service.token("u-9", "guest@x.ng"), ServiceFixture.FOUR);

        assertThat(service.database.number("select version from ticket_copy where id = '" + ticket.id() + "'"))
                .isEqualTo(2);
    }

    @Test
    void aTicketThatNobodyToldAboutIsAskedForOnce() {
        TicketState ticket = TicketStates.of("resolved", "u-1", "a@x.ng");
        service.ticketService.knows(ticket.ticketNumber(), TicketStates.opened(ticket));
        int before = service.ticketService.questions();

        assertThat(service.rate(ticket, service.owner, ServiceFixture.FOUR).status())
                .isEqualTo(201);
        assertThat(service.rate(ticket, service.owner, ServiceFixture.FOUR).code())
                .isEqualTo("RATING_EXISTS");

        assertThat(service.ticketService.questions() - before).isEqualTo(1);
    }

    @Test
    void aTicketEventThatKafkaBringsIsApplied() throws Exception {
        TicketState ticket = TicketStates.of("closed", "u-1", "a@x.ng");
        try (KafkaProducer<byte[], byte[]> producer = TestKafka.producer(TestKafka.bootstrapServers())) {
            producer.send(KafkaEvents.toRecord(Topics.TICKETS, TicketStates.opened(ticket)))
                    .get();
        }

        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        service.database.number("select count(*) from ticket_copy where id = '" + ticket.id() + "'")
                                == 1);
    }

    @Test
    void aDatabaseThatIsAwayIsA503AndNothingIsHalfWritten() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        service.databaseLine.cut();
        Answer away;
        try {
            away = service.rate(ticket, service.owner, ServiceFixture.FOUR);
        } finally {
            service.databaseLine.mend();
        }

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("UNAVAILABLE");
        assertThat(away.header("Retry-After")).isNotEmpty();
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        service.rate(ticket, service.owner, ServiceFixture.FOUR).status() == 201);
    }

    @Test
    void peersNeedTheServiceCredential() {
        EventEnvelope event = TicketStates.opened(TicketStates.of("resolved", "u-1", "a@x.ng"));
        Answer answer =
                service.send(service.internal("/internal/events").POST(BodyPublishers.ofByteArray(event.dataBytes())));

        assertThat(answer.status()).isEqualTo(401);
    }

    /// ADR 0055.
    @Test
    void theOthersCompareTheirCopiesAndAskForARating() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        service.rate(ticket, service.owner, ServiceFixture.FOUR);
        String single = "/internal/ratings/" + ticket.id();
        String pages = "/internal/ratings/states";

        assertThat(service.send(service.internal(single)).status()).isEqualTo(401);
        assertThat(service.send(service.internal(pages)).status()).isEqualTo(401);
        assertThat(service.asPeer(single)
                        .json()
                        .path("events")
                        .path(0)
                        .at("/data/rating")
                        .asInt())
                .isEqualTo(4);
        assertThat(service.asPeer(pages).json().path("states").valueStream())
                .anySatisfy(state -> assertThat(state.path("id").asText())
                        .isEqualTo(ticket.id().toString()));
        assertThat(service.asPeer("/internal/ratings/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(service.asPeer("/internal/ratings/x").status()).isEqualTo(404);
        assertThat(service.asPeer(pages + "?limit=0").status()).isEqualTo(400);
    }

    @Test
    void whatIsNoEventIsRefused() {
        EventEnvelope broken = new EventEnvelope(
                UUID.randomUUID(), "ticket.opened", "/ticket-service", "x", Instant.EPOCH, null, null, "{}");

        assertThat(service.tell(broken).status()).isEqualTo(422);
    }

    @Test
    void theApiDocumentHealthAndMetricsAreServed() {
        Answer document = service.send(service.at("/openapi/rating"));
        Answer metrics = service.send(service.internal("/metrics"));

        assertThat(new String(document.response().body(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("openapi: 3.1.0");
        assertThat(new String(metrics.response().body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains(
                        "support_copies_walk_age_seconds",
                        "support_copies_differing",
                        "support_outbox_depth",
                        "support_consumer_lag",
                        "support_peer_notifications_failed");
        assertThat(service.send(service.internal("/health/live")).status()).isEqualTo(200);
    }
}
