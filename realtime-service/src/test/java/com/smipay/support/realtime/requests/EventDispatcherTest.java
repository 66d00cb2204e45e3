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
import com.smipay.support.realtime.store.GracefulDrain;
import com.smipay.support.realtime.store.Rooms;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// What clients ask for, whatever it is.
@Isolated("the log is looked at")
final class EventDispatcherTest extends RequestsFixture {
    @Test
    void aRequestUnderWayWhenTheServerStopsIsNoFault() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(EventDispatcher.class);
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
        int[] asked = IntStream.range(0, 600)
                .map(i -> client.askLater("join_ticket", ofTicket))
                .toArray();

        assertRefused(client.answer(asked[599]), "RATE_LIMITED");
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
    void aRefusalNamesTheEventAndTheTicket() {
        RawSocket client = john();
        client.emit("typing", ofTicket.toUpperCase(Locale.ROOT).replace("TICKET_ID", "ticket_id"));
        client.emit("join_ticket", "{\"ticket_id\":7}");
        client.emit("no_such_event", "7");
        client.send("42/support,[7]");
        client.send("451-/support,[\"mark_read\",{\"_placeholder\":true,\"num\":0}]");
        client.sendBytes(new byte[] {1});

        client.event("exception", 5);
        assertThat(client.events("exception"))
                .extracting(JsonNode::toString)
                .contains("{\"status\":\"error\",\"code\":\"NOT_JOINED\",\"message\":\"Join the ticket first\","
                        + "\"event\":\"typing\",\"ticket_id\":\"" + ticket.ticketId() + "\"}");
        assertThat(client.events("exception"))
                .extracting(exception -> exception.path("event").asText("-"))
                .containsExactlyInAnyOrder("typing", "join_ticket", "no_such_event", "-", "mark_read");
        assertThat(client.events("exception").stream().filter(exception -> exception.has("ticket_id")))
                .hasSize(1);
    }

    @Test
    void theOldestOfTooManyDevicesIsToldAndEnds() {
        try (Desk small = desk(new Rooms(3, 4))) {
            List<RawSocket> devices = Stream.generate(() ->
                            RawSocket.joined(small.port(), TOKENS.user("john").sign()))
                    .limit(5)
                    .toList();
            RawSocket somebodyElse =
                    RawSocket.joined(small.port(), TOKENS.user("ada").admin().sign());

            assertThat(devices.getFirst().event("exception").path("code").asText())
                    .isEqualTo("TOO_MANY_CONNECTIONS");
            assertThat(devices.getFirst().awaitClose()).isEqualTo(1008);
            assertThat(devices.getFirst().received())
                    .as("official clients do not come back by themselves")
                    .endsWith("41/support,");
            for (RawSocket device : List.of(devices.get(1), devices.get(4), somebodyElse)) {
                assertThat(device.ask("leave_ticket", ofTicket).path("success").asBoolean())
                        .isTrue();
            }
        }
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
            GracefulDrain.toAll(rooms, Duration.ofSeconds(2));

            assertThat(raw.awaitClose()).isEqualTo(RawSocket.CUT);
            client.event("disconnect");
            client.event("connect", 2);
        }
    }
}
