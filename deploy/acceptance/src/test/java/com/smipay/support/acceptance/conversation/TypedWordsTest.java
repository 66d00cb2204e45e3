package com.smipay.support.acceptance.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people type, and what phones and keyboards leave in it (`decisions.md` 51, 52, 62, 64).
class TypedWordsTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Dashboard admin = Person.admin().dashboard();
    private final Ticket ticket = app.open();

    @ParameterizedTest
    @ValueSource(strings = {"%s\u00a0", "\ufeff%s", " \u200b%s\ufe0f\n"})
    void whatCanNotBeSeenAroundAnEmailDoesNotCount(String written) {
        String email = written.formatted(ticket.email());
        app.write(ticket.number(), Canary.text("With a hidden mark"), email).success(201, "Message sent");
        ObjectNode opening = app.newTicket().put("email", email);
        assertThat(app.request(opening).expect(201).data().at("/ticket/email").asText())
                .isEqualTo(ticket.email());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tun\u200bde@example.com",
                "tunde@exam\u00adple.com",
                "mailto:tunde@example.com",
                "tunde@example..com",
                ".tunde@example.com"
            })
    void whatIsHiddenWithinAnEmailIsRefused(String email) {
        assertThat(app.request(app.newTicket().put("email", email))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("email");
        assertThat(app.write(ticket.number(), Canary.text("To my ticket"), email)
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("email");
    }

    @Test
    void aTextInWhichNothingCanBeSeenIsNone() {
        assertThat(app.request(app.newTicket().put("subject", "\u00a0".repeat(6)))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("subject");
        assertThat(reply("{\"message\":\"\u200b\"}")
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("message");
        ObjectNode opening = app.newTicket()
                .put("ticket_number", "")
                .put("support_type", " ")
                .put("phone_number", "")
                .put("session_id", "\u00a0")
                .put("related_transaction_id", "");
        JsonNode opened = app.request(opening)
                .success(201, "Support ticket created successfully")
                .path("ticket");
        assertThat(opened.path("support_type").asText()).isEqualTo("GENERAL_INQUIRY");
        assertThat(opened.path("related_transaction_id").isNull()).isTrue();
        assertThat(opened.path("id").asText()).isNotEqualTo(ticket.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s\n", "#%s", "# %s", "\u00a0%s\u200b"})
    void aNumberIsFoundInWhateverStandsAroundIt(String written) {
        String number = written.formatted(ticket.number());
        String inPath = URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");

        app.write(number, Canary.text("By a number with blanks"), ticket.email())
                .expect(201);
        app.conversation(inPath, "").expect(200);
        Call.post(App.readPath(inPath)).by(user).send().expect(200);
        app.request(Json.mapper()
                        .createObjectNode()
                        .put("ticket_number", number)
                        .put("description", Canary.text("And one more"))
                        .put("email", ticket.email()))
                .success(201, "Message added to your ticket");
        assertThat(admin.ticket(inPath).expect(200).data().path("id").asText()).isEqualTo(ticket.id());
        Call.post(App.ratePath(inPath)).by(user).json("{\"rating\":5}").send().refused(400, "RATING_STATUS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"is_internal\":null | is_internal",
                "\"is_internal\":\"yes\" | is_internal",
                "\"isInternal\":true | isInternal",
                "\"private\":true | private"
            })
    void aNoteIsNeverPublishedByMistake(String wish, String field) {
        assertThat(reply("{\"message\":\"Meant for the team\"," + wish + "}")
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly(field);
        assertThat(app.read(ticket).path("total_messages").asInt()).isEqualTo(1);
    }

    @Test
    void aPreviewBeginsWhereTheTextDoes() {
        admin.reply(ticket, "\n".repeat(120) + "Here\t it\n is").expect(201);

        assertThat(app.listed(ticket).at("/last_message/message").asText()).isEqualTo("Here it is");
    }

    @Test
    void anAppKnowsItsOwnMessagesByTheirIds() {
        ObjectNode message = Json.mapper()
                .createObjectNode()
                .put("ticket_number", ticket.number())
                .put("email", ticket.email())
                .put("message", Canary.text("Known by its id"))
                .put("description", Canary.text("Known by its id"));
        JsonNode sent = Call.post(App.ADD_MESSAGE)
                .by(user)
                .json(message.put("client_id", "app-1"))
                .send()
                .success(201, "Message sent");
        JsonNode followedUp = app.request(message.put("client_id", "app-2"))
                .expect(201)
                .data()
                .path("ticket");

        assertThat(sent.at("/message/client_id").asText()).isEqualTo("app-1");
        assertThat(followedUp.at("/messages/2/client_id").asText()).isEqualTo("app-2");
        assertThat(app.read(ticket).at("/messages/1/client_id").asText()).isEqualTo("app-1");
        assertThat(admin.detail(ticket).at("/messages/2/client_id").asText()).isEqualTo("app-2");
    }

    @Test
    void aDetailComesInPagesLikeAConversation() {
        app.say(ticket, Canary.text("The second of them"));
        admin.note(ticket, "A note is the third").expect(201);

        JsonNode newest = admin.ticket(ticket.id() + "?limit=2").expect(200).data();
        JsonNode earlier = admin.ticket(ticket.id() + "?limit=2&before="
                        + newest.at("/messages/0/id").asText())
                .expect(200)
                .data();

        assertThat(newest.path("messages")).hasSize(2);
        assertThat(newest.path("has_more").asBoolean()).isTrue();
        assertThat(newest.path("total_messages").asInt()).isEqualTo(3);
        assertThat(newest.path("message_count").asInt()).isEqualTo(2);
        assertThat(earlier.path("messages")).hasSize(1);
        assertThat(earlier.path("has_more").asBoolean()).isFalse();
        assertThat(admin.ticket(ticket.id() + "?limit=501&before=x")
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("limit", "before");
        assertThat(admin.ticket(ticket.id() + "?before=" + ticket.id())
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("before");
    }

    private Reply reply(String body) {
        return admin.authorized(Call.post(Dashboard.BASE + "/" + ticket.id() + "/reply"))
                .json(body)
                .send();
    }
}
