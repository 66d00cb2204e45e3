package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.realtime.fixture.RawSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Who is told which agents have something open, and for how long (`decisions.md` 69).
final class LookingTest extends RequestsFixture {
    private RawSocket ben() {
        return RawSocket.joined(port, TOKENS.user("ben").admin().sign());
    }

    private static List<String> agents(JsonNode told) {
        return StreamSupport.stream(told.path("agents").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /// The newest list that a client has, once it is this one.
    private static void sees(RawSocket client, String... agents) {
        until("the list is " + List.of(agents), () -> {
            List<JsonNode> told = client.events("agents_looking");
            return !told.isEmpty() && agents(told.getLast()).equals(List.of(agents));
        });
    }

    private static void looks(RawSocket client, String at) {
        JsonNode answer = client.ask("looking", at);
        assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
    }

    private byte[] toldElsewhere(String kind) {
        return """
                {"socket_id":"0192f5a0-0000-7000-8000-000000000001",\
                "instance_id":"0192f5a0-0000-7000-8000-000000000002","ticket_id":"%s","user_id":"chi",\
                "is_admin":true,"kind":"%s"}""".formatted(ticket.ticketId(), kind).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void agentsInTheRoomSeeWhoLooksAndUsersDoNot() {
        messaging.has(ticket);
        RawSocket ada = inRoom(ada());
        RawSocket ben = inRoom(ben());
        RawSocket john = inRoom(john());
        RawSocket elsewhere = ben();

        looks(ada, ofTicket);
        assertThat(ben.event("agents_looking").toString())
                .isEqualTo("{\"ticket_id\":\"" + ticket.ticketId() + "\",\"agents\":[\"ada\"]}");
        looks(ben, ofTicket);
        sees(ada, "ada", "ben");
        sees(ben, "ada", "ben");
        say("to everybody");
        john.event("news");
        assertThat(john.events("agents_looking")).isEmpty();
        assertThat(elsewhere.events("agents_looking")).isEmpty();
    }

    @Test
    void itEndsByTheClientsWordByLeavingAndByGoing() {
        messaging.has(ticket);
        RawSocket ben = inRoom(ben());
        RawSocket stopping = inRoom(ada());
        looks(stopping, ofTicket);
        sees(ben, "ada");
        stopping.ask("stop_looking", ofTicket);
        sees(ben);

        RawSocket leaving = inRoom(ada());
        looks(leaving, ofTicket);
        sees(ben, "ada");
        leaving.ask("leave_ticket", ofTicket);
        sees(ben);

        RawSocket going = inRoom(ada());
        looks(going, ofTicket);
        sees(ben, "ada");
        going.cut();
        sees(ben);
    }

    @Test
    void aConnectionLooksAtOneThingAtATime() {
        messaging.has(ticket);
        messaging.has(chat.withTicket());
        RawSocket ben = inChat(inRoom(ben()));
        RawSocket ada = inChat(inRoom(ada()));
        looks(ada, ofTicket);
        sees(ben, "ada");

        looks(ada, ofChat);
        until("of both", () -> ben.events("agents_looking").size() == 3);
        assertThat(ben.events("agents_looking").stream().map(JsonNode::toString).skip(1))
                .containsExactly(
                        "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"agents\":[]}",
                        "{\"conversation_id\":\"" + chat.id() + "\",\"ticket_id\":\"" + chat.id()
                                + "\",\"agents\":[\"ada\"]}");
    }

    @Test
    void anAgentAtTwoScreensIsOneAgent() {
        messaging.has(ticket);
        RawSocket ben = inRoom(ben());
        RawSocket desk = inRoom(ada());
        RawSocket tablet = inRoom(ada());
        looks(desk, ofTicket);
        sees(ben, "ada");
        looks(tablet, ofTicket);
        sees(tablet, "ada");
        desk.cut();
        until("it is gone", () -> rooms.connectionsOf("ada").size() == 1);
        looks(tablet, ofTicket);
        until("it was answered again", () -> tablet.events("agents_looking").size() == 3);
        assertThat(ben.events("agents_looking"))
                .as("nothing new for the others")
                .hasSize(1);
        tablet.cut();
        sees(ben);
    }

    @Test
    void onlyAgentsInTheRoomCount() {
        messaging.has(ticket);
        RawSocket ben = inRoom(ben());
        RawSocket outside = ada();
        RawSocket john = inRoom(john());

        assertRefused(outside.ask("looking", ofTicket), "NOT_JOINED");
        assertRefused(outside.ask("stop_looking", ofTicket), "NOT_JOINED");
        assertRefused(john.ask("looking", ofTicket), "FORBIDDEN");
        assertRefused(john.ask("stop_looking", ofTicket), "FORBIDDEN");
        assertRefused(outside.ask("looking", "{}"), "VALIDATION_FAILED");
        assertRefused(inRoom(ada()).ask("looking", ofChat), "NOT_JOINED");
        assertThat(comesTrue(
                        Duration.ofMillis(300),
                        () -> !ben.events("agents_looking").isEmpty()))
                .isFalse();
    }

    @Test
    void whoIsNoAgentAnyMoreIsSeenNoMore() {
        messaging.has(ticket);
        RawSocket ben = inRoom(ben());
        RawSocket demoted =
                inRoom(RawSocket.joined(port, TOKENS.user("john").admin().sign()));
        looks(demoted, ofTicket);
        sees(ben, "john");

        String user = TOKENS.user("john").email("john@example.com").sign();
        assertThat(demoted.ask("authenticate", "{\"token\":\"" + user + "\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        sees(ben);
    }

    @Test
    void whatAnotherInstanceToldIsForgottenUnlessItIsToldAgain() {
        messaging.has(ticket);
        RawSocket ben = inRoom(ben());
        indicators.heard(Instant.now().minusSeconds(60), toldElsewhere("looking"));
        for (int i = 0; i < 4; i++) {
            indicators.heard(Instant.now(), toldElsewhere("looking"));
            assertThat(comesTrue(
                            SILENCE.dividedBy(2),
                            () -> ben.events("agents_looking").size() > 1))
                    .isFalse();
        }
        sees(ben, "chi");
        sees(ben);

        indicators.heard(Instant.now(), toldElsewhere("looking"));
        sees(ben, "chi");
        indicators.heard(Instant.now(), toldElsewhere("stop_looking"));
        sees(ben);
    }

    @Test
    void whoBeginsAndEndsTooOftenIsTold() {
        messaging.has(ticket);
        RawSocket ada = inRoom(ada());
        looks(ada, ofTicket);
        ada.ask("stop_looking", ofTicket);
        assertRefused(ada.ask("looking", ofTicket), "RATE_LIMITED");
        looks(inRoom(ada()), ofTicket);
        assertThat(UUID.fromString(
                        ada.event("agents_looking", 3).path("ticket_id").asText()))
                .isEqualTo(ticket.ticketId());
    }
}
