package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.testkit.OneServerAtATime;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The message that the ticket service passes on, of a `request-support` with a `ticket_number` (`decisions.md` 16).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ForwardedMessageTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void aForwardedMessageAnswersTheWholeTicketAndTheEvent() {
        TicketState ticket = service.toldGuest();

        Answer answer = forward(ticket, message("my second message").put("device_id", ServiceFixture.DEVICE));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("replayed").asBoolean(true)).isFalse();
        JsonNode data = answer.data();
        assertThat(data.path("messages")).hasSize(2);
        assertThat(data.path("description").asText()).isEqualTo(ticket.description());
        assertThat(data.path("total_messages").asInt()).isEqualTo(2);
        EventEnvelope event = event(answer);
        MessageEvent.Posted posted = Events.posted(event);
        assertThat(posted.message().message()).isEqualTo("my second message");
        assertThat(posted.message().id())
                .hasToString(data.path("messages").path(1).path("id").asText());
        assertThat(service.tickets.told(ticket.id().toString()))
                .as("its caller takes the event from the answer")
                .isEmpty();
    }

    @Test
    void whoeverMayNotReadTheRestGetsTheNewMessageOnly() {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        Answer answer = forward(ticket, message("I only know the email"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().path("messages")).hasSize(1);
        assertThat(answer.data().path("messages").path(0).path("message").asText())
                .isEqualTo("I only know the email");
        assertThat(answer.data().path("total_messages").asInt()).isEqualTo(2);
        assertThat(answer.data().toString()).doesNotContain(ticket.description());
    }

    @Test
    void aForwardedMessageOfATokenWithTheEmailBindsTheTicket() {
        TicketState ticket = service.toldGuest();
        ObjectNode body = message("this is my own ticket");
        body.putObject("caller")
                .put("user_id", "u-5")
                .put("email", TicketStates.EMAIL)
                .put("first_name", "Jo")
                .putNull("last_name")
                .put("role", "user");

        Answer answer = forward(ticket, body);

        MessageEvent.Posted posted = Events.posted(event(answer));
        assertThat(posted.claimedBy()).isEqualTo(new Actor("u-5", "Jo", null, TicketStates.EMAIL));
        assertThat(posted.message().senderName()).isEqualTo("Jo");
        assertThat(answer.data().path("messages"))
                .as("the owner may read the rest")
                .hasSize(2);
    }

    @Test
    void refusalsAreThoseOfAddMessageForTheTicketServiceToPassOn() {
        TicketState closed = service.told(TicketStates.then(TicketStates.of("u-1"), "closed"));

        assertThat(forward(closed, message("1234567890").put("email", "no@body.com"))
                        .code())
                .isEqualTo("EMAIL_MISMATCH");
        assertThat(forward(closed, message("1234567890")).code()).isEqualTo("TICKET_NOT_OPEN");
        assertThat(forward(closed, message("short").put("email", "x")).fields())
                .containsExactly("description", "email");
        Answer unknown = service.internal(
                "/internal/conversations/smi-2026-000000/messages",
                message("1234567890").toString());
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.message()).isEqualTo("Ticket smi-2026-000000 not found");
    }

    @Test
    void aForwardedKeyWritesOnceAndGivesTheFirstAnswerAgain() {
        TicketState ticket = service.toldGuest();
        ObjectNode body = message("once and only once").put("idempotency_key", ServiceFixture.unique("key"));

        Answer first = forward(ticket, body);
        Answer again = forward(ticket, body);
        Answer reused = forward(ticket, body.deepCopy().put("body_hash", "other"));
        Answer elsewhere = forward(ticket, body.deepCopy().put("device_id", "yet-another-device"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("replayed").asBoolean()).isTrue();
        assertThat(again.data()).isEqualTo(first.data());
        assertThat(again.json().path("event")).isEqualTo(first.json().path("event"));
        assertThat(reused.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(elsewhere.json().path("replayed").asBoolean(true)).isFalse();
        assertThat(service.seen(ticket, service.owner("u-5"))
                        .path("total_messages")
                        .asInt())
                .isEqualTo(3);
    }

    private static ObjectNode message(String text) {
        return Json.mapper()
                .createObjectNode()
                .put("message", text)
                .put("email", TicketStates.EMAIL)
                .putNull("caller")
                .put("device_id", ServiceFixture.OTHER_DEVICE)
                .putNull("idempotency_key")
                .put("body_hash", "0a1b")
                .put("path", "/api/v1/support/request-support");
    }

    private Answer forward(TicketState ticket, ObjectNode body) {
        return service.internal("/internal/conversations/" + ticket.ticketNumber() + "/messages", body.toString());
    }

    private static EventEnvelope event(Answer answer) {
        ObjectNode list = Json.mapper().createObjectNode();
        list.putArray("events").add(answer.json().path("event"));
        return EventList.decode(list.toString().getBytes(StandardCharsets.UTF_8))
                .getFirst();
    }
}
