package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.realtime.fixture.JavaClient;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.rooms.Goodbye;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What clients ask for, whatever it is.
final class ReceptionTest extends ReceptionFixture {
    @Test
    void aRequestUnderWayWhenTheServerStopsIsNoFault() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Reception.class);
        log.start();
        logger.addAppender(log);
        messaging.has(ticket);
        messaging.hold();
        john().askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        server.close();
        messaging.goOn();
        executor.shutdown();

        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        logger.detachAppender(log);
        assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(rooms.everybody()).isEmpty();
    }

    @Test
    void oneClientsRequestsAreAnsweredInOrder() {
        messaging.has(ticket);
        RawSocket client = john();
        int join = client.askLater("join_ticket", ofTicket);
        int typing = client.askLater("typing", ofTicket);
        int leave = client.askLater("leave_ticket", ofTicket);
        int late = client.askLater("typing", ofTicket);

        assertThat(client.answer(join).path("success").asBoolean()).isTrue();
        assertThat(client.answer(typing).path("success").asBoolean()).isTrue();
        assertThat(client.answer(leave).path("success").asBoolean()).isTrue();
        assertRefused(client.answer(late), "NOT_JOINED");
    }

    @Test
    void aFloodIsRefusedAndNotKept() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket client = john();
        int[] asked = IntStream.range(0, 100)
                .map(i -> client.askLater("join_ticket", ofTicket))
                .toArray();

        assertRefused(client.answer(asked[99]), "RATE_LIMITED");
        messaging.goOn();
        assertThat(client.answer(asked[0]).path("success").asBoolean()).isTrue();
    }

    @Test
    void malformedPayloadsAreRefusedAndNeverFatal() {
        RawSocket client = john();
        for (String payload : new String[] {
            "null",
            "7",
            "\"x\"",
            "[]",
            "{}",
            "{\"ticket_id\":1}",
            "{\"ticket_id\":\"x\"}",
            "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1e999999999}"
        }) {
            for (String event :
                    new String[] {"join_ticket", "leave_ticket", "typing", "stop_typing", "mark_read", "x"}) {
                assertRefused(client.ask(event, payload), "VALIDATION_FAILED");
            }
        }
        client.send("42/support,[\"join_ticket\"]");
        client.send("42/support,[]");
        client.send("42/support,[{\"x\":1}]");
        assertThat(client.event("exception", 3).path("status").asText()).isEqualTo("error");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void usersMarkAsReadAndAdminsDoNot() {
        MessageState newest = ticket.reply(2, "Hello");
        messaging.has(ticket, newest);
        RawSocket client =
                RawSocket.joined(port, TOKENS.user("john").name("John Doe").sign());

        assertThat(client.ask("mark_read", ofTicket).toString())
                .isEqualTo("{\"success\":true,\"ticket_number\":\"SMI-2026-001234\",\"last_message_id\":\""
                        + newest.id() + "\",\"read_at\":\"2026-02-24T12:00:00.000Z\"}");
        assertThat(messaging.questions().getFirst().toString())
                .startsWith("{\"user_id\":\"john\",\"email\":null,\"role\":\"user\",\"first_name\":\"John\","
                        + "\"last_name\":\"Doe\",\"path\"");
        assertRefused(ada().ask("mark_read", ofTicket), "FORBIDDEN");
        assertRefused(client.ask("mark_read", "{\"ticket_id\":\"" + UUID.randomUUID() + "\"}"), "TICKET_NOT_FOUND");
    }

    @Test
    void theOfficialClientIsServed() {
        messaging.has(ticket);
        try (JavaClient client = JavaClient.connected(port, TOKENS.user("john").sign())) {
            JsonNode joined = client.ask(
                    "join_ticket", Map.of("ticket_id", ticket.ticketId().toString()));
            assertThat(joined.path("status").asText()).isEqualTo("in_progress");
            client.emit("typing", "no object");
            assertThat(client.event("exception").path("code").asText()).isEqualTo("VALIDATION_FAILED");
        }
        until("it is gone", () -> rooms.everybody().isEmpty());
    }

    @Test
    void theGoodbyeBringsTheOfficialClientBackAtOnce() {
        try (JavaClient client = JavaClient.connected(port, TOKENS.user("john").sign());
                RawSocket raw = john()) {
            until("both are there", () -> rooms.everybody().size() == 2);
            Goodbye.toAll(rooms, Duration.ofSeconds(2));

            assertThat(raw.awaitClose()).isEqualTo(RawSocket.CUT);
            client.event("disconnect");
            client.event("connect", 2);
        }
    }
}
