package com.smipay.support.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.testkit.CuttableLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A phone's retry is safe: `Idempotency-Key` on every POST (`decisions.md` 8).
class IdempotencyTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Dashboard admin = Person.admin().dashboard();
    private final String key = UUID.randomUUID().toString();

    @Test
    void aTicketIsOpenedOnce() {
        JsonNode body = app.newTicket();

        Reply first = send(App.REQUEST, user, body);
        Reply again = send(App.REQUEST, user, body);

        replayed(first, again);
        assertThat(app.myTickets().data().path("total_tickets").asInt()).isEqualTo(1);
    }

    @Test
    void aMessageIsPostedOnce() {
        Ticket ticket = app.open();
        JsonNode body = message(ticket, Canary.text("Just once, please"));

        Reply first = send(App.ADD_MESSAGE, user, body);
        Reply again = send(App.ADD_MESSAGE, user, body);

        replayed(first, again);
        assertThat(app.read(ticket).path("total_messages").asInt()).isEqualTo(2);
    }

    @Test
    void aMessageThroughRequestSupportIsPostedOnce() {
        Ticket ticket = app.open();
        JsonNode body = Json.mapper()
                .createObjectNode()
                .put("ticket_number", ticket.number())
                .put("description", Canary.text("Just once, please"))
                .put("email", ticket.email());

        Reply first = send(App.REQUEST, user, body);
        Reply again = send(App.REQUEST, user, body);

        replayed(first, again);
        assertThat(app.read(ticket).path("total_messages").asInt()).isEqualTo(2);
        send(
                        App.REQUEST,
                        user,
                        Json.mapper()
                                .createObjectNode()
                                .put("ticket_number", ticket.number())
                                .put("description", Canary.text("Another one"))
                                .put("email", ticket.email()))
                .refused(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aReplyAReadMarkAndARatingAreDoneOnce() {
        Ticket ticket = app.open();
        String reply = Dashboard.BASE + "/" + ticket.id() + "/reply";
        JsonNode hello = Json.mapper().createObjectNode().put("message", "Hello");
        replayed(send(reply, admin.person(), hello), send(reply, admin.person(), hello));
        assertThat(app.read(ticket).path("total_messages").asInt()).isEqualTo(2);

        JsonNode all = Json.mapper().createObjectNode();
        Reply marked = send(App.readPath(ticket.number()), user, all);
        admin.replied(ticket, "And again");
        replayed(marked, send(App.readPath(ticket.number()), user, all));
        assertThat(app.listed(ticket).path("has_unread").asBoolean()).isTrue();

        admin.moved(ticket, "closed");
        JsonNode four = Json.mapper().createObjectNode().put("rating", 4);
        replayed(send(App.ratePath(ticket.number()), user, four), send(App.ratePath(ticket.number()), user, four));
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        send(App.REQUEST, user, app.newTicket()).expect(201);

        send(App.REQUEST, user, app.newTicket()).refused(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void keysCountPerCallerAndPath() {
        JsonNode body = app.newTicket();
        Person other = Person.user();
        Person guest = Person.guest();

        String first =
                send(App.REQUEST, user, body).data().path("ticket").path("id").asText();

        assertThat(send(App.REQUEST, other, body)
                        .expect(201)
                        .data()
                        .path("ticket")
                        .path("id")
                        .asText())
                .isNotEqualTo(first);
        assertThat(send(App.REQUEST, guest, body)
                        .expect(201)
                        .data()
                        .path("ticket")
                        .path("id")
                        .asText())
                .isNotEqualTo(first);
        send(App.REQUEST, Person.guest(), body).expect(201);
        assertThat(send(App.REQUEST, user.withDevice(Canary.device()), body).header("Idempotent-Replayed"))
                .as("the user of the token, whatever the device")
                .isEqualTo("true");
    }

    @Test
    void aRefusalIsNotRemembered() {
        Ticket ticket = app.open();
        JsonNode body = message(ticket, Canary.text("Too early"));
        admin.moved(ticket, "closed");
        send(App.ADD_MESSAGE, user, body).refused(400, "TICKET_NOT_OPEN");
        admin.moved(ticket, "in_progress");

        Reply now = send(App.ADD_MESSAGE, user, body).expect(201);

        assertThat(now.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void ofManyAtOnceOneHasTheEffectAndTheOthersWaitOrReplay() throws Exception {
        JsonNode body = app.newTicket();
        List<Callable<Reply>> senders = IntStream.range(0, 8)
                .<Callable<Reply>>mapToObj(i -> () -> send(App.REQUEST, user, body))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Reply> replies =
                    threads.invokeAll(senders).stream().map(Future::resultNow).toList();

            assertThat(replies).allSatisfy(reply -> {
                if (reply.status() == 409) {
                    reply.refused(409, "IDEMPOTENCY_IN_PROGRESS");
                    assertThat(reply.header("Retry-After")).isNotEmpty();
                } else {
                    reply.expect(201);
                }
            });
            assertThat(replies).anyMatch(reply -> reply.status() == 201);
        }
        assertThat(app.myTickets().data().path("total_tickets").asInt()).isEqualTo(1);
    }

    /// Every request arrives and has been done; the first four answers are lost with their connections.
    @Test
    void aPhoneThatRepeatsThroughDroppedConnectionsLeavesOneRowAndGetsOneId() throws Exception {
        try (CuttableLine line = new CuttableLine(LocalStack.running().gateway().getPort())) {
            JsonNode opened = persistently(line, App.REQUEST, app.newTicket()).path("ticket");
            JsonNode mine = app.myTickets().data();
            assertThat(mine.path("total_tickets").asInt()).isEqualTo(1);
            assertThat(mine.path("tickets").path(0).path("id")).isEqualTo(opened.path("id"));

            String number = opened.path("ticket_number").asText();
            JsonNode body = Json.mapper()
                    .createObjectNode()
                    .put("ticket_number", number)
                    .put("message", Canary.text("Do you hear me?"))
                    .put("email", user.email());
            JsonNode sent = persistently(line, App.ADD_MESSAGE, body).path("message");
            JsonNode conversation = app.conversation(number, "").data().path("ticket");
            assertThat(conversation.path("total_messages").asInt()).isEqualTo(2);
            assertThat(conversation.path("messages").path(1).path("id")).isEqualTo(sent.path("id"));
        }
    }

    private JsonNode persistently(CuttableLine line, String path, JsonNode body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + line.port() + path))
                .header("Content-Type", "application/json")
                .header("x-device-id", user.device())
                .header("Authorization", "Bearer " + user.token())
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        line.loseAnswers();
        for (int i = 0; i < 4; i++) {
            try (HttpClient phone = HttpClient.newHttpClient()) {
                assertThatThrownBy(() -> phone.send(request, BodyHandlers.discarding()))
                        .isInstanceOf(IOException.class);
            }
        }
        line.mend();
        try (HttpClient phone = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = phone.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Idempotent-Replayed")).hasValue("true");
            return Json.mapper().readTree(answer.body()).path("data");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyKeyIsRefused(String empty) {
        Call.post(App.REQUEST)
                .by(user)
                .header("Idempotency-Key", empty)
                .json(app.newTicket())
                .send()
                .refused(400, "VALIDATION_FAILED");
    }

    @Test
    void aKeyHasAtMost255Characters() {
        Call.post(App.REQUEST)
                .by(user)
                .header("Idempotency-Key", "k".repeat(255))
                .json(app.newTicket())
                .send()
                .expect(201);
        Call.post(App.REQUEST)
                .by(user)
                .header("Idempotency-Key", "k".repeat(256))
                .json(app.newTicket())
                .send()
                .refused(400, "VALIDATION_FAILED");
    }

    private Reply send(String path, Person person, JsonNode body) {
        return Call.post(path)
                .by(person)
                .header("Idempotency-Key", key)
                .json(body)
                .send();
    }

    private static JsonNode message(Ticket ticket, String text) {
        return Json.mapper()
                .createObjectNode()
                .put("ticket_number", ticket.number())
                .put("message", text)
                .put("email", ticket.email());
    }

    private static void replayed(Reply first, Reply again) {
        assertThat(first.status()).as(first.text()).isBetween(200, 299);
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }
}
