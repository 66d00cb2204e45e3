package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.store.Rooms;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Into the room of a ticket, and what is shown on the way.
final class JoiningTest extends RequestsFixture {
    @Test
    void anOwnerJoinsAndHearsTheRoom() {
        messaging.has(ticket);
        RawSocket client = john();

        assertThat(client.ask("join_ticket", ofTicket).toString())
                .isEqualTo("{\"success\":true,\"ticket_id\":\"" + ticket.ticketId() + "\",\"status\":\"in_progress\"}");
        say("hello");
        assertThat(client.event("news").path("what").asText()).isEqualTo("hello");
    }

    @Test
    void theMessagingServiceIsAskedForTheCallerItKnows() {
        messaging.has(ticket);
        UUID last = UUID.randomUUID();
        RawSocket.joined(
                        port,
                        TOKENS.user("eve")
                                .email("john@example.com")
                                .emailVerified(false)
                                .sign())
                .ask("join_ticket", ofTicket);
        ada().ask("join_ticket", "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\"" + last + "\"}");

        assertThat(messaging.questions())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"user_id\":\"eve\",\"email\":null,\"role\":\"user\",\"path\":\"/internal/conversations/"
                                + ticket.ticketId() + "/join\"}",
                        "{\"user_id\":\"ada\",\"email\":null,\"role\":\"admin\",\"last_message_id\":\"" + last
                                + "\",\"path\":\"/internal/conversations/" + ticket.ticketId() + "/join\"}");
    }

    @Test
    void aStrangerIsRefusedAndHearsNothing() {
        messaging.has(ticket);
        RawSocket eve = RawSocket.joined(port, TOKENS.user("eve").sign());

        assertRefused(eve.ask("join_ticket", ofTicket), "TICKET_NOT_FOUND");
        say("secret");
        eve.emit("join_ticket", ofTicket);
        assertThat(eve.event("exception").path("code").asText()).isEqualTo("TICKET_NOT_FOUND");
        assertThat(comesTrue(() -> !eve.events("news").isEmpty())).isFalse();
        assertThat(rooms.size()).isEqualTo(1);
    }

    @Test
    void whatWasMissedStandsInTheAnswer() {
        MessageState first = ticket.userMessage(1, "first");
        MessageState note = ticket.note(2, "careful");
        MessageState reply = ticket.reply(3, "looking into it");
        messaging.has(ticket, first, note, reply);
        String since = "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\"" + first.id() + "\"}";

        JsonNode users = john().ask("join_ticket", since);
        JsonNode admins = ada().ask("join_ticket", since);

        assertThat(users.path("missed")).hasSize(1);
        assertThat(users.path("missed").get(0).path("id").asText())
                .isEqualTo(reply.id().toString());
        assertThat(users.has("more")).isFalse();
        assertThat(admins.path("missed")).hasSize(2);
        assertRefused(
                john().ask(
                                "join_ticket",
                                "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\""
                                        + UUID.randomUUID() + "\"}"),
                "VALIDATION_FAILED");
    }

    @Test
    void manyLongMessagesAreAnsweredInPart() {
        MessageState[] messages = IntStream.rangeClosed(1, 201)
                .mapToObj(seq -> ticket.reply(seq, "₦".repeat(5_000)))
                .toArray(MessageState[]::new);
        messaging.has(ticket, messages);

        JsonNode answer = john().ask(
                        "join_ticket",
                        "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\"" + messages[0].id()
                                + "\"}");

        assertThat(answer.path("more").asBoolean()).isTrue();
        assertThat(answer.path("missed")).hasSizeBetween(10, 199);
        assertThat(answer.path("missed").get(0).path("id").asText())
                .isEqualTo(messages[1].id().toString());
    }

    @Test
    void whatIsPushedWhileTheQuestionIsUnderWayFollowsTheAnswer() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket client = john();
        int join = client.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        say("posted after the question");
        assertThat(client.events("news")).isEmpty();
        messaging.goOn();

        client.event("news");
        List<String> order = client.received().stream()
                .filter(frame -> frame.startsWith("43/support," + join) || frame.contains("news"))
                .toList();
        assertThat(order).hasSize(2);
        assertThat(order.getFirst()).startsWith("43/support," + join);
    }

    @Test
    void whatIsPushedWhileARefusalIsUnderWayIsNeverShown() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket eve = RawSocket.joined(port, TOKENS.user("eve").sign());
        int join = eve.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        say("secret");
        messaging.goOn();

        assertRefused(eve.answer(join), "TICKET_NOT_FOUND");
        assertThat(comesTrue(() -> !eve.events("news").isEmpty())).isFalse();
    }

    @Test
    void whoDisconnectsWhileJoiningIsInNoRoom() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket client = john();
        client.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        client.cut();
        until("the socket is gone", () -> rooms.everybody().isEmpty());
        messaging.goOn();

        assertThat(comesTrue(() -> rooms.size() > 0)).isFalse();
    }

    @Test
    void aClaimWhileTheQuestionIsUnderWayTurnsTheAnswerIntoARefusal() {
        Events guests = new Events(ticket.ticketId(), new Owner(null, "john@example.com", null));
        messaging.has(guests);
        messaging.hold();
        RawSocket other = RawSocket.joined(
                port, TOKENS.user("other").email("john@example.com").sign());
        int join = other.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        rooms.ownedBy(ticket.ticketId(), ticket.owner());
        messaging.goOn();

        assertRefused(other.answer(join), "TICKET_NOT_FOUND");
    }

    @Test
    void aMessagingServiceThatIsBrokenRefusesForNow() {
        messaging.has(ticket);
        RawSocket client = john();
        for (int status : new int[] {500, 503, 401, 418}) {
            messaging.breakWith(status);
            assertRefused(client.ask("join_ticket", ofTicket), "UNAVAILABLE");
            assertRefused(client.ask("mark_read", ofTicket), "UNAVAILABLE");
        }
        say("secret");
        assertThat(comesTrue(() -> !client.events("news").isEmpty()))
                .as("a failed join leaves no membership")
                .isFalse();

        messaging.breakWith(null);
        inRoom(client);
        messaging.breakWith(503);
        assertRefused(client.ask("join_ticket", ofTicket), "UNAVAILABLE");
        messaging.breakWith(null);
        say("for members");
        assertThat(client.event("news").path("what").asText())
                .as("and takes none that was there")
                .isEqualTo("for members");
    }

    @Test
    void aRefusedJoinLeavesTheMembershipAsItWas() {
        messaging.has(ticket);
        RawSocket client = inRoom(john());
        String unknown =
                "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\"" + UUID.randomUUID() + "\"}";

        assertRefused(client.ask("join_ticket", unknown), "VALIDATION_FAILED");
        say("still here");
        client.event("news");
        assertThat(client.ask("typing", ofTicket).path("success").asBoolean()).isTrue();
    }

    /// One member joins once; another joins again and again, with and without success.
    @Test
    void whoJoinsAgainLosesNothingInBetween() {
        messaging.has(ticket);
        RawSocket quiet = inRoom(ada());
        RawSocket eager = inRoom(john());
        int said = 400;
        for (int i = 0; i < said; i++) {
            if (i % 3 == 0) {
                eager.askLater("join_ticket", ofTicket);
            }
            if (i % 50 == 0) {
                messaging.breakWith(i % 100 == 0 ? 503 : null);
            }
            say("message " + i);
        }

        quiet.event("news", said);
        eager.event("news", said);
        assertThat(eager.events("news")).isEqualTo(quiet.events("news"));
    }

    @Test
    void aSlowAnswerToAMemberKeepsNothingBack() {
        messaging.has(ticket);
        RawSocket client = inRoom(john());
        messaging.hold();
        client.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 2);
        say("at once");

        client.event("news");
        messaging.goOn();
    }

    @Test
    void twoHundredJoinsInABurstAreTaken() {
        Rooms many = new Rooms(200, 4);
        try (Desk desk = desk(many)) {
            List<Events> tickets =
                    Stream.generate(() -> Events.ownedBy("john")).limit(201).toList();
            tickets.forEach(each -> messaging.has(each));
            RawSocket client = RawSocket.joined(desk.port(), TOKENS.user("john").sign());
            List<Integer> asked = tickets.stream()
                    .map(each -> client.askLater("join_ticket", "{\"ticket_id\":\"" + each.ticketId() + "\"}"))
                    .toList();

            for (int id : asked.subList(0, 200)) {
                assertThat(client.answer(id).path("success").asBoolean()).isTrue();
            }
            assertRefused(client.answer(asked.getLast()), "RATE_LIMITED");
        }
    }

    @Test
    void aJoinThatWaitsKeepsNobodyElseWaiting() {
        messaging.has(ticket);
        RawSocket quick = inRoom(ada());
        messaging.hold();
        List<RawSocket> slow = IntStream.range(0, 10).mapToObj(i -> john()).toList();
        slow.forEach(client -> client.askLater("join_ticket", ofTicket));
        until("the questions arrive", () -> messaging.questions().size() == 11);

        say("meanwhile");
        quick.event("news");
        assertThat(quick.ask("leave_ticket", ofTicket).path("success").asBoolean())
                .isTrue();
        messaging.goOn();
    }

    @Test
    void nobodyJoinsMoreTicketsThanItMay() {
        RawSocket client = ada();
        for (int i = 0; i < 3; i++) {
            Events other = Events.ownedBy("u");
            messaging.has(other);
            assertThat(client.ask("join_ticket", "{\"ticket_id\":\"" + other.ticketId() + "\"}")
                            .path("success")
                            .asBoolean())
                    .isTrue();
        }
        messaging.has(ticket);

        assertRefused(client.ask("join_ticket", ofTicket), "RATE_LIMITED");
    }
}
