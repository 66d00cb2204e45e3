package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With a peer, the database or Kafka away: what is known goes on, what is not known is not denied, and nothing is
/// lost.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@OneServerAtATime
class SomethingAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void withoutTheTicketServiceKnownTicketsGoOnAndUnknownOnesAreA503() throws Exception {
        try (ServiceFixture service = new ServiceFixture()) {
            TicketState ticket = service.told(TicketStates.of("u-1"));
            String owner = service.owner("u-1");
            service.tickets.close();

            assertThat(service.add(ticket, "anybody there?", owner).status()).isEqualTo(201);
            assertThat(service.reply(ticket, "yes, always").status()).isEqualTo(201);
            assertThat(service.send(service.reading(ticket.ticketNumber(), owner, null))
                            .status())
                    .isEqualTo(200);
            assertThat(service.seen(ticket, owner).path("total_messages").asInt())
                    .isEqualTo(3);
            Answer unknown = service.send(service.adding("SMI-2026-000777", "anybody there?", "a@b.co", null));
            Answer foreign = service.send(service.conversation(ticket, "", service.owner("u-2")));
            assertThat(List.of(unknown, foreign)).as("not to be told apart").allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isNotEmpty();
            });
        }
    }

    @Test
    void aMessageThatWasAcceptedOnAnOldCopyIsKept() throws Exception {
        try (ServiceFixture service = new ServiceFixture()) {
            TicketState ticket = service.told(TicketStates.of("u-1"));
            TicketState closed = TicketStates.then(ticket, "closed");
            assertThat(service.add(ticket, "written too late", null).status()).isEqualTo(201);

            service.tell(TicketStates.changed(closed));

            assertThat(service.seen(ticket, service.owner("u-1")).path("status").asText())
                    .isEqualTo("closed");
            assertThat(service.seen(ticket, service.owner("u-1"))
                            .path("total_messages")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void withoutTheDatabaseAnswersAre503AndEventsWaitForIt() throws Exception {
        try (ServiceFixture service = new ServiceFixture(Map.of("database.acquire-timeout", "PT0.4S"));
                KafkaProducer<byte[], byte[]> producer = TestKafka.producer(TestKafka.bootstrapServers())) {
            TicketState ticket = service.told(TicketStates.of("u-1"));
            TicketState later = TicketStates.of("u-1");
            await().atMost(PATIENCE)
                    .until(() ->
                            service.send(service.internally("/health/ready")).status() == 200);
            service.databaseLine.cut();
            try {
                producer.send(KafkaEvents.toRecord(Topics.TICKETS, TicketStates.opened(later)))
                        .get();
                List<Answer> away = List.of(
                        service.add(ticket, "is it written?", null),
                        service.reply(ticket, "is it written?"),
                        service.send(service.conversation(ticket, "", service.owner("u-1"))),
                        service.send(service.adding(ticket.ticketNumber(), "is it written?", TicketStates.EMAIL, null)
                                .header("Idempotency-Key", "k-1")),
                        service.tell(TicketStates.opened(TicketStates.of("u-1"))));
                assertThat(away).allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.header("Retry-After")).isNotEmpty();
                });
                assertThat(service.send(service.internally("/health/ready")).status())
                        .isEqualTo(503);
                assertThat(service.send(service.internally("/health/live")).status())
                        .isEqualTo(200);
            } finally {
                service.databaseLine.mend();
            }

            await().atMost(PATIENCE)
                    .until(() -> service.send(service.conversation(ticket, "", service.owner("u-1")))
                                    .status()
                            == 200);
            assertThat(service.seen(ticket, service.owner("u-1"))
                            .path("total_messages")
                            .asInt())
                    .as("nothing is half-written")
                    .isEqualTo(1);
            await().atMost(PATIENCE)
                    .until(() -> service.send(service.conversation(later, "", service.owner("u-1")))
                                    .status()
                            == 200);
        }
    }

    @Test
    void kafkaBeingAwayChangesNoAnswerAndTheOutboxWaits(@TempDir Path home) throws Exception {
        int port = freePort();
        try (ServiceFixture service = new ServiceFixture(Map.of("kafka.bootstrap-servers", "127.0.0.1:" + port))) {
            await().atMost(PATIENCE)
                    .until(() ->
                            service.send(service.internally("/health/ready")).status() == 200);
            TicketState ticket = service.told(TicketStates.of("u-1"));
            assertThat(service.add(ticket, "who needs Kafka?", null).status()).isEqualTo(201);
            assertThat(service.reply(ticket, "nobody just now").status()).isEqualTo(201);
            assertThat(service.seen(ticket, service.owner("u-1"))
                            .path("total_messages")
                            .asInt())
                    .isEqualTo(3);
            assertThat(service.database.number("select count(*) from outbox")).isEqualTo(2);

            try (var broker = TestKafka.ownBroker(home, port);
                    TopicTail tail = new TopicTail(broker.bootstrapServers(), Topics.MESSAGES)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(tail.values(ticket.id().toString())).hasSize(2));
                await().atMost(PATIENCE).until(() -> service.database.number("select count(*) from outbox") == 0);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
