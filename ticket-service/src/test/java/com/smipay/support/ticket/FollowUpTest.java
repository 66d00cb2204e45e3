package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `request-support` with a `ticket_number` (`decisions.md` 16).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class FollowUpTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theMessageIsMessagingsToTakeAndItsEventIsAppliedBeforeTheAnswer() {
        JsonNode ticket = service.opened("more@x.ng");
        String number = ticket.path("ticket_number").asText();
        EventEnvelope event = Conversation.of(ticket).userMessage("It happened again this morning.");
        service.messaging.replies(path(number), call -> accepted(ticket, event, false));

        Answer answer = service.send(service.requestSupport("""
                        {"ticket_number":"%s","description":"It happened again this morning.","email":" More@X.ng ",
                         "subject":7,"priority":"urgent","session_id":{},"client_id":" c-1\\n"}
                        """.formatted(number.toLowerCase(Locale.ROOT)))
                .header("Idempotency-Key", "k-1"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.message()).isEqualTo("Message added to your ticket");
        assertThat(answer.data().path("ticket").path("id")).isEqualTo(ticket.path("id"));
        assertThat(answer.data().path("message").asText()).isNotEmpty();
        JsonNode call = json(service.messaging.calls(path(number)).getFirst().body());
        assertThat(call.path("message").asText()).isEqualTo("It happened again this morning.");
        assertThat(call.path("email").asText()).isEqualTo("more@x.ng");
        assertThat(call.path("client_id").asText()).isEqualTo("c-1");
        assertThat(call.path("caller").isNull()).isTrue();
        assertThat(call.path("device_id").asText()).isEqualTo(ServiceFixture.DEVICE);
        assertThat(call.path("idempotency_key").asText()).isEqualTo("k-1");
        assertThat(call.path("body_hash").asText()).matches("[0-9a-f]{64}");
        assertThat(call.path("path").asText()).isEqualTo("/api/v1/support/request-support");
        JsonNode mine = service.send(service.user("/my-tickets")
                        .header("Authorization", "Bearer " + service.user("u-more", "more@x.ng")))
                .data()
                .path("tickets")
                .path(0);
        assertThat(mine.path("message_count").asInt()).isEqualTo(2);
    }

    @Test
    void whatTheMessageLedToStandsInTheAnswerAndIsToldToThePeers() {
        JsonNode ticket = service.opened("moved@x.ng");
        String id = ticket.path("id").asText();
        String number = ticket.path("ticket_number").asText();
        service.put("/" + id + "/status", "{\"status\":\"waiting_user\"}");
        EventEnvelope event = Conversation.of(ticket).seeing(2).userMessage("Here is what you asked for.");
        service.messaging.replies(path(number), call -> accepted(ticket, event, false));
        String token = service.tokens
                .user("u-m")
                .email("moved@x.ng")
                .emailVerified(false)
                .name("Musa Sani")
                .sign();

        Answer answer = service.send(followUp(number).header("Authorization", "Bearer " + token));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().path("ticket").path("status").asText()).isEqualTo("in_progress");
        assertThat(service.messaging.told(id)).hasSize(3);
        assertThat(service.messaging.told(id).getLast().data()).contains("\"new_status\":\"in_progress\"");
        JsonNode caller =
                json(service.messaging.calls(path(number)).getFirst().body()).path("caller");
        assertThat(caller.path("user_id").asText()).isEqualTo("u-m");
        assertThat(caller.path("email").isNull()).isTrue();
        assertThat(caller.path("first_name").asText()).isEqualTo("Musa");
        assertThat(caller.path("role").asText()).isEqualTo("user");
    }

    /// `decisions.md` 55: wherever the effect is.
    @Test
    void aKeyCountsForOpeningsAndMessagesAlike() {
        JsonNode ticket = service.opened("keys@x.ng");
        String number = ticket.path("ticket_number").asText();
        EventEnvelope event = Conversation.of(ticket).userMessage("It happened again.");
        service.messaging.replies(path(number), call -> accepted(ticket, event, false));
        String opening = ServiceFixture.request("keys@x.ng");

        Answer opened = service.send(service.requestSupport(opening).header("Idempotency-Key", "opening-first"));
        Answer then = service.send(followUp(number).header("Idempotency-Key", "opening-first"));
        Answer wrote = service.send(followUp(number).header("Idempotency-Key", "message-first"));
        Answer again = service.send(followUp(number).header("Idempotency-Key", "message-first"));
        Answer other = service.send(service.requestSupport(opening).header("Idempotency-Key", "message-first"));

        assertThat(opened.status()).isEqualTo(201);
        assertThat(then.status()).isEqualTo(422);
        assertThat(then.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(wrote.status()).isEqualTo(201);
        assertThat(again.status()).as("messaging's to judge").isEqualTo(201);
        assertThat(other.status()).isEqualTo(422);
        assertThat(service.messaging.calls(path(number))).hasSize(2);
    }

    /// Only successes are remembered; who is not answered keeps the key for the same body.
    @ParameterizedTest
    @CsvSource({"400, 201", "429, 201", "409, 422", "503, 422"})
    void aRefusalFreesTheKeyAndAnOutcomeThatNobodyKnowsDoesNot(int status, int opening) {
        String number = "SMI-2026-7777" + status;
        service.messaging.replies(path(number), call -> new Reply(status, """
                {"success":false,"statusCode":%d,"error":"Refused","message":"No","code":"SOME_CODE"}
                """.formatted(status)));
        String key = "refused-" + status;

        Answer refused = service.send(followUp(number).header("Idempotency-Key", key));
        Answer again = service.send(followUp(number).header("Idempotency-Key", key));
        Answer other = service.send(
                service.requestSupport(ServiceFixture.request("keys@x.ng")).header("Idempotency-Key", key));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(again.status()).isEqualTo(status);
        assertThat(other.status()).isEqualTo(opening);
    }

    @Test
    void aReplayIsMarkedAsOne() {
        JsonNode ticket = service.opened("replay@x.ng");
        String number = ticket.path("ticket_number").asText();
        EventEnvelope event = Conversation.of(ticket).userMessage("It happened again.");
        service.messaging.replies(path(number), call -> accepted(ticket, event, true));

        Answer answer = service.send(followUp(number));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({
        "400, EMAIL_MISMATCH, Email does not match the ticket owner, ''",
        "400, TICKET_NOT_OPEN, Cannot add messages to a closed or resolved ticket, ''",
        "409, IDEMPOTENCY_IN_PROGRESS, Still running, 1",
        "422, IDEMPOTENCY_KEY_REUSED, Used with another body, ''",
        "429, RATE_LIMITED, 'Too many requests, please try again later', 597",
    })
    void messagingsRefusalIsPassedOnAsItIs(int status, String code, String message, String retryAfter) {
        String number = "SMI-2026-777777";
        service.messaging.replies(
                path(number),
                call -> new Reply(status, """
                {"success":false,"statusCode":%d,"error":"Refused","message":"%s","code":"%s"%s}
                """.formatted(
                                status, message, code, retryAfter.isEmpty() ? "" : ",\"retry_after\":" + retryAfter)));

        Answer answer = service.send(followUp(number));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
    }

    @Test
    void anUnknownTicketIsNamedAsTheCallerWroteIt() {
        service.messaging.replies(path("SMI-2026-888888"), call -> new Reply(404, """
                {"success":false,"statusCode":404,"error":"Not Found","message":"Ticket SMI-2026-888888 not found",
                 "code":"TICKET_NOT_FOUND"}
                """));

        Answer known = service.send(followUp("smi-2026-888888"));
        Answer strange = service.send(followUp("../../etc"));

        assertThat(known.status()).isEqualTo(404);
        assertThat(known.message()).isEqualTo("Ticket smi-2026-888888 not found");
        assertThat(strange.status()).isEqualTo(404);
        assertThat(strange.message()).isEqualTo("Ticket ../../etc not found");
        assertThat(strange.code()).isEqualTo("TICKET_NOT_FOUND");
    }

    @Test
    void itsOwnFieldsAreValidatedHere() {
        Answer answer = service.send(service.requestSupport("{\"ticket_number\":5,\"description\":\"short\"}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).isEqualTo("ticket_number,description,email");
    }

    @Test
    void aPeerThatAnswersNonsenseIsUnavailable() {
        service.messaging.replies(path("SMI-2026-999999"), call -> new Reply(201, "{}"));
        service.messaging.replies(path("SMI-2026-999998"), call -> new Reply(503, "{}"));

        Answer nonsense = service.send(followUp("SMI-2026-999999"));
        Answer away = service.send(followUp("SMI-2026-999998"));

        assertThat(nonsense.status()).isEqualTo(503);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isNotEmpty();
    }

    private java.net.http.HttpRequest.Builder followUp(String number) {
        return service.requestSupport("""
                {"ticket_number":"%s","description":"It happened again.","email":"a@x.ng"}
                """.formatted(number));
    }

    private static String path(String number) {
        return "/internal/conversations/" + number + "/messages";
    }

    private static Reply accepted(JsonNode ticket, EventEnvelope event, boolean replayed) {
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.set("data", ticket);
        answer.set(
                "event",
                json(new String(EventList.encode(List.of(event)), java.nio.charset.StandardCharsets.UTF_8))
                        .path("events")
                        .path(0));
        answer.put("replayed", replayed);
        return new Reply(201, answer.toString());
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
