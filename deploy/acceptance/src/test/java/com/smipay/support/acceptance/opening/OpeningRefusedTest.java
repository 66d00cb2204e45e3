package com.smipay.support.acceptance.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.contracts.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `request-support` does not take, and how it says so.
class OpeningRefusedTest {
    private final App app = Person.user().app();

    @Test
    void everyMissingFieldIsNamedAndTheFirstOneSpeaks() {
        Reply reply = app.request(Json.mapper().createObjectNode()).refused(400, "VALIDATION_FAILED");

        assertThat(reply.fields()).containsExactly("subject", "description", "email");
        assertThat(reply.message())
                .isEqualTo(reply.json().path("errors").path(0).path("message").asText());
    }

    @Test
    void everyWrongFieldIsNamed() {
        ObjectNode body = app.newTicket()
                .put("subject", "Hey")
                .put("description", 7)
                .put("email", "nobody")
                .put("phone_number", "12")
                .put("support_type", "transaction_issue")
                .put("priority", "urgent")
                .put("related_transaction_id", true)
                .put("session_id", 5)
                .put("device_metadata", "iPhone");

        assertThat(app.request(body).refused(400, "VALIDATION_FAILED").fields())
                .containsExactlyInAnyOrder(
                        "subject",
                        "description",
                        "email",
                        "phone_number",
                        "support_type",
                        "priority",
                        "related_transaction_id",
                        "session_id",
                        "device_metadata");
    }

    @ParameterizedTest(name = "{0} of {1} characters: {2}")
    @CsvSource({
        "subject, 4, 400", "subject, 5, 201", "subject, 200, 201", "subject, 201, 400",
        "description, 9, 400", "description, 10, 201", "description, 5000, 201", "description, 5001, 400",
    })
    void lengthsCountCodePointsAfterTrimming(String field, int length, int status) {
        ObjectNode body = app.newTicket().put(field, " \n" + "🙏".repeat(length) + "\t ");

        Reply reply = app.request(body).expect(status);

        if (status == 400) {
            assertThat(reply.fields()).containsExactly(field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "description", "related_transaction_id"})
    void controlCharactersAndBrokenSurrogatesAreRefused(String field) {
        for (String bad : new String[] {"\\u0000", "\\u0007", "\\u001b", "\\u007f", "\\ud83d", "\\ude4f"}) {
            String json = app.newTicket().put(field, "PLACE of ten").toString().replace("PLACE", bad);
            Reply reply = com.smipay.support.acceptance.client.Call.post(App.REQUEST)
                    .by(app.person())
                    .json(json)
                    .send();

            reply.refused(400, "VALIDATION_FAILED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "@example.com",
                "a@",
                "a@b",
                "a b@example.com",
                "a@exa mple.com",
                "a@@example.com",
                "",
                "  ",
                "a@example.com\u0000"
            })
    void whatIsNoEmailIsRefused(String email) {
        assertThat(app.request(app.newTicket().put("email", email))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("email");
    }

    @Test
    void anEmailOfMoreThan254CharactersIsRefused() {
        String domain = "@" + "d".repeat(60) + ".example.com";
        String longest = "a".repeat(254 - domain.length()) + domain;

        app.request(app.newTicket().put("email", longest)).expect(201);
        app.request(app.newTicket().put("email", "a" + longest)).refused(400, "VALIDATION_FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "0801234567", "+2340000000000", "080123456789012345", "no number", "+999123456789"})
    void aNumberThatCannotBeIsRefusedInTheContractsWords(String phone) {
        Reply reply = app.request(app.newTicket().put("phone_number", phone))
                .refused(400, "INVALID_PHONE", "Phone number must be in E.164 format, for example +2348012345678");

        assertThat(reply.fields()).containsExactly("phone_number");
    }

    @Test
    void urgentIsForAdminsOnly() {
        assertThat(app.request(app.newTicket().put("priority", "urgent"))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("priority");
    }

    @Test
    void anUnknownTypeIsRefusedWithTheValuesAllowed() {
        assertThat(app.request(app.newTicket().put("support_type", "PIZZA"))
                        .refused(400, "VALIDATION_FAILED")
                        .message())
                .contains("support_type", "GENERAL_INQUIRY", "OTHER");
    }

    @Test
    void unknownFieldsAreIgnoredAndNullIsTheSameAsNothing() {
        ObjectNode body = app.newTicket().put("colour", "green");
        for (String field : new String[] {
            "phone_number",
            "support_type",
            "priority",
            "related_transaction_id",
            "session_id",
            "device_metadata",
            "ticket_number"
        }) {
            body.putNull(field);
        }

        assertThat(app.request(body).expect(201).data().path("ticket").has("colour"))
                .isFalse();
    }

    @Test
    void moreThanEightKibibytesOfDeviceMetadataAreRefused() {
        ObjectNode body = app.newTicket();
        body.set("device_metadata", Json.mapper().createObjectNode().put("device_model", "x".repeat(9 * 1024)));

        JsonNode errors =
                app.request(body).refused(400, "VALIDATION_FAILED").json().path("errors");

        assertThat(errors.path(0).path("field").asText()).startsWith("device_metadata");
    }

    @Test
    void textsThatAreUsedElsewhereAreNoTrouble() {
        String words = Canary.text("'; drop table ticket; -- %_\\ <script>alert(1)</script> ${jndi:x} {{7*7}}");

        JsonNode ticket = app.request(app.newTicket().put("description", words).put("subject", words.substring(0, 60)))
                .expect(201)
                .data()
                .path("ticket");

        assertThat(ticket.path("description").asText()).isEqualTo(words);
    }
}
