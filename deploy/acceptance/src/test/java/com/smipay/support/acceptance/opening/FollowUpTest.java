package com.smipay.support.acceptance.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `request-support` with a `ticket_number`: one more message (`decisions.md` 16).
class FollowUpTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Ticket ticket = app.open();

    @Test
    void theDescriptionBecomesAMessageAndTheAnswerIsTheWholeTicket() {
        String words = Canary.text(" It happened again.\n");

        JsonNode data = app.request(followUp(words)).success(201, "Message added to your ticket");

        JsonNode answered = data.path("ticket");
        assertThat(data.path("message").asText()).isNotBlank();
        assertThat(answered.path("id").asText()).isEqualTo(ticket.id());
        assertThat(answered.path("total_messages").asInt()).isEqualTo(2);
        assertThat(answered.path("messages")).hasSize(2);
        assertThat(answered.path("messages").path(1).path("message").asText()).isEqualTo(words);
        assertThat(answered.path("messages").path(1).path("is_from_user").asBoolean())
                .isTrue();
        assertThat(app.read(ticket)).isEqualTo(answered);
        assertThat(app.listed(ticket).path("message_count").asInt()).isEqualTo(2);
    }

    @Test
    void otherFieldsAreNotLookedAtAndTheNumberIsFoundInAnyCase() {
        ObjectNode body = followUp(Canary.text("Once more from me"))
                .put("ticket_number", ticket.number().toLowerCase(Locale.ROOT))
                .put("subject", "x")
                .put("support_type", "PIZZA")
                .put("priority", "urgent")
                .put("phone_number", "12")
                .put("session_id", "unknown");

        app.request(body).expect(201);
    }

    @Test
    void theRulesAreThoseOfAddMessage() {
        app.request(followUp("too short")).refused(400, "VALIDATION_FAILED");
        app.request(followUp(Canary.text("Is anybody there?")).put("email", Canary.email()))
                .refused(400, "EMAIL_MISMATCH", "Email does not match the ticket owner");
        app.request(followUp(Canary.text("Is anybody there?")).put("ticket_number", "SMI-2026-999999999"))
                .refused(404, "TICKET_NOT_FOUND", "Ticket SMI-2026-999999999 not found");
        Person.admin().dashboard().moved(ticket, "closed");
        app.request(followUp(Canary.text("Is anybody there?")))
                .refused(400, "TICKET_NOT_OPEN", "Cannot add messages to a closed or resolved ticket");
    }

    @Test
    void everyMissingFieldIsNamed() {
        Reply reply = app.request(Json.mapper().createObjectNode().put("ticket_number", ticket.number()));

        assertThat(reply.refused(400, "VALIDATION_FAILED").fields()).containsExactlyInAnyOrder("description", "email");
    }

    /// `decisions.md` 51, and what is no text at all.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"plain\"",
                "\"@example.com\"",
                "\"a b@example.com\"",
                "\"a@@example.com\"",
                "\"tun\u200bde@example.com\"",
                "\"tunde@exam\u00adple.com\"",
                "\"mailto:tunde@example.com\"",
                "\"tunde@example..com\"",
                "\"\u00a0\"",
                "null",
                "7",
                "true",
                "[\"tunde@example.com\"]",
                "{\"address\":\"tunde@example.com\"}"
            })
    void whatIsNoEmailIsRefusedByNameWithATicketAndWithout(String email) throws IOException {
        JsonNode wrong = Json.mapper().readTree(email);
        for (ObjectNode body : List.of(app.newTicket(), followUp(Canary.text("Is anybody there?")))) {
            body.set("email", wrong);

            assertThat(app.request(body).refused(400, "VALIDATION_FAILED").fields())
                    .containsExactly("email");
        }
        assertThat(app.read(ticket).path("total_messages").asInt()).isEqualTo(1);
    }

    @Test
    void whoKnowsOnlyTheEmailOfAnAccountsTicketMayWriteButReadsOnlyTheNewMessage() {
        app.say(ticket, Canary.text("Something private"));
        App stranger = Person.guest().app();
        String words = Canary.text("I write from another phone");

        JsonNode answered = stranger.request(followUp(words)).expect(201).data().path("ticket");

        assertThat(answered.path("messages")).hasSize(1);
        assertThat(answered.path("messages").path(0).path("message").asText()).isEqualTo(words);
        assertThat(answered.path("total_messages").asInt()).isEqualTo(3);
        stranger.conversation(ticket).refused(404, "TICKET_NOT_FOUND");
    }

    private ObjectNode followUp(String words) {
        return Json.mapper()
                .createObjectNode()
                .put("ticket_number", ticket.number())
                .put("description", words)
                .put("email", user.email());
    }
}
