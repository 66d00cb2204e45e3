package com.smipay.support.acceptance.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.outside.StackPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// `kill -9`: the stack brings the service back, and a client that retries with its key notices nothing but the wait.
@Order(Integer.MAX_VALUE - 10)
@Isolated("it breaks the stack of all")
class CrashTest {
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void messagesAreTakenExactlyOnceThoughMessagingDies() {
        Ticket ticket = app.open();
        List<String> sent = new ArrayList<>(List.of(ticket.opening()));
        for (int i = 0; i < 6; i++) {
            if (i == 2) {
                LocalStack.running().part("messaging-service").kill();
            }
            JsonNode body = Json.mapper()
                    .createObjectNode()
                    .put("ticket_number", ticket.number())
                    .put("message", Canary.text("Message number " + i))
                    .put("email", ticket.email());
            sent.add(untilTaken(App.ADD_MESSAGE, body)
                    .data()
                    .path("message")
                    .path("id")
                    .asText());
        }

        assertThat(app.read(ticket).path("messages").findValuesAsText("id")).isEqualTo(sent);
        assertThat(admin.detail(ticket).path("messages").findValuesAsText("id")).isEqualTo(sent);
        Wait.until("the list counts them")
                .until(() -> app.listed(ticket).path("message_count").asInt() == sent.size());
    }

    @Test
    void ticketsAreOpenedExactlyOnceThoughTheTicketServiceDies() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            if (i == 1) {
                LocalStack.running().part("ticket-service").kill();
            }
            numbers.add(untilTaken(App.REQUEST, app.newTicket())
                    .data()
                    .path("ticket")
                    .path("ticket_number")
                    .asText());
        }

        assertThat(app.myTickets().data().path("tickets").findValuesAsText("ticket_number"))
                .isEqualTo(numbers.reversed());
        for (String number : numbers) {
            Wait.until("the conversation is there")
                    .until(() -> app.conversation(number, "").status() == 200);
        }
    }

    @Test
    void aRatingIsTakenOnceThoughTheRatingServiceDies() {
        Ticket ticket = app.open();
        admin.moved(ticket, "closed");
        LocalStack.running().part("rating-service").kill();

        untilTaken(
                App.ratePath(ticket.number()), Json.mapper().createObjectNode().put("rating", 4));

        assertThat(app.read(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
        app.rate(ticket, 5).refused(400, "RATING_EXISTS");
    }

    @Test
    void socketsComeBackWithNothingLostThoughBothRealtimeInstancesDie() {
        Ticket ticket = app.open();
        StackPart one = LocalStack.running().part("realtime-service");
        StackPart two = LocalStack.running().part("realtime-service-2");
        try (LiveSocket socket = LiveSocket.of(app.person())) {
            socket.join(ticket);
            one.kill();
            two.kill();
            assertThat(socket.awaitEnd()).isNotEmpty();
        }
        String missed = admin.replied(ticket, "You were away").path("id").asText();
        one.awaitReady();
        two.awaitReady();

        try (LiveSocket socket = LiveSocket.of(app.person())) {
            JsonNode joined = socket.join(ticket, ticket.opening());
            assertThat(joined.path("missed").findValuesAsText("id")).containsExactly(missed);
            String next =
                    admin.replied(ticket, "And now you are here").path("id").asText();
            socket.await(
                    "new_message",
                    e -> e.payload().path("message").path("id").asText().equals(next));
        }
    }

    @Test
    void aTicketIsMadeOfAChatOnceWhicheverServiceDies() {
        Person agent = Person.admin();
        for (String dying : List.of("ticket-service", "messaging-service")) {
            String chat = app.person().chat().begin();
            agent.chat().claim(chat).expect(200);
            LocalStack.running().part(dying).kill();

            String number = untilTaken(
                            agent,
                            Dashboard.BASE + "/conversations/" + chat + "/create-ticket",
                            Json.mapper()
                                    .createObjectNode()
                                    .put("subject", Canary.text("A lost transfer"))
                                    .put("description", Canary.text("Ask the bank")))
                    .data()
                    .at("/ticket/ticket_number")
                    .asText();

            Wait.patiently("everybody is back")
                    .ignoreExceptions()
                    .until(() -> app.conversation(number, "").status() == 200
                            && admin.ticket(chat).status() == 200);
            agent.chat()
                    .createTicket(chat)
                    .refused(400, "CONVERSATION_HAS_TICKET", "This conversation already has ticket " + number);
            Wait.until("both doors show the same")
                    .until(() -> app.person()
                            .chat()
                            .read(chat, "")
                            .data()
                            .at("/conversation/messages/0/id")
                            .asText()
                            .equals(app.conversation(number, "")
                                    .data()
                                    .at("/ticket/messages/0/id")
                                    .asText()));
            assertThat(app.myTickets().data().path("tickets").findValuesAsText("id").stream()
                            .filter(chat::equals))
                    .hasSize(1);
        }
    }

    @Test
    void whoIsThereIsKnownTenSecondsAfterARealtimeInstanceDied() {
        Person lost = Person.admin();
        Person there = Person.admin();
        LiveSocket theirs = LiveSocket.at(LocalStack.running().publicUrl("realtime-service-2"), lost);
        try (LiveSocket other = LiveSocket.at(LocalStack.running().publicUrl("realtime-service"), there)) {
            Wait.until("both online").until(() -> isOnline(lost) && isOnline(there));

            LocalStack.running().part("realtime-service-2").kill();
            Wait.until("offline").atMost(Duration.ofSeconds(10)).until(() -> {
                assertThat(isOnline(there)).as("whose instance lives").isTrue();
                return !isOnline(lost);
            });

            assertThat(other.isConnected()).isTrue();
        }
        assertThat(theirs.awaitEnd()).isNotEmpty();
        theirs.close();
        LocalStack.running().part("realtime-service-2").awaitReady();
    }

    private boolean isOnline(Person agent) {
        for (JsonNode each : admin.person().chat().agents().data().path("agents")) {
            if (each.path("id").asText().equals(agent.id())) {
                return each.path("online").asBoolean();
            }
        }
        return false;
    }

    @Test
    void theGatewayComesBack() {
        Ticket ticket = app.open();
        LocalStack.running().part("gateway").kill();

        Wait.patiently("the gateway is back")
                .ignoreExceptions()
                .until(() -> app.conversation(ticket).status() == 200);
    }

    /// As a phone does it: the same key, again and again, until it is told yes.
    private Reply untilTaken(String path, JsonNode body) {
        return untilTaken(app.person(), path, body);
    }

    private static Reply untilTaken(Person person, String path, JsonNode body) {
        String key = UUID.randomUUID().toString();
        List<Reply> replies = new ArrayList<>();
        Wait.patiently("taken").until(() -> {
            replies.add(Call.post(path)
                    .by(person)
                    .header("Idempotency-Key", key)
                    .json(body)
                    .send());
            return replies.getLast().status() == 201;
        });
        assertThat(replies).allMatch(reply -> List.of(201, 409, 503).contains(reply.status()));
        return replies.getLast();
    }
}
