package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.IdentityProjector;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.replica.PersonReplica;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Phone numbers and searches as people type them, over HTTP (`decisions.md` 7, 50).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class WhatPeopleTypeTest {
    private static final String SUBJECT = "Ọláyínká can’t log in";

    private ServiceFixture service;
    private String first;

    @BeforeAll
    void open() {
        service = new ServiceFixture();
        first = opened(request().put("phone_number", "0806 555 7788"))
                .path("ticket_number")
                .asText();
        opened(request().put("subject", Normalizer.normalize(SUBJECT, Normalizer.Form.NFC)));
        opened(request().put("description", "NGN\u00A050,000.00 left"));
        opened(request().put("description", "It says ref TRX\u2011778899"));
        opened(request().put("related_transaction_id", "tx-4711-abc"));
        service.openedBy(service.user("u-ada", "before@x.ng"), "contact@x.ng");
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    00234 803 123 4567        | +2348031234567
                    002348031234567           | +2348031234567
                    +08031234567              | +2348031234567
                    +234 2348031234567        | +2348031234567
                    08031234567 (WhatsApp)    | +2348031234567
                    0803_123_4567             | +2348031234567
                    +44 7911 123456           | +447911123456
                    0044 7911 123456          | +447911123456
                    ''                        | null
                    '  '                      | null
                    08031234567, 08021234567  | refused
                    08031234567 / 08021234567 | refused
                    08031234567;08021234567   | refused
                    0803 1234 56l7            | refused
                    08031234567x              | refused
                    0803CALLNOW               | refused
                    0800 123 4567 free        | refused
                    """)
    void aPhoneNumberIsReadOrRefused(String phone, String expected) {
        Answer answer = service.send(service.requestSupport(
                request().put("email", "phones@x.ng").put("phone_number", phone).toString()));

        if (expected.equals("refused")) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID_PHONE");
            assertThat(answer.fields()).isEqualTo("phone_number");
        } else {
            assertThat(answer.data().path("ticket").path("phone_number").asText())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"08031234567\u0000", "0803\u00071234567", "08031234567\ud800"})
    void aPhoneNumberIsTextLikeAnyOther(String phone) {
        String body = "{\"email\":\"phones@x.ng\",\"phone_number\":" + escaped(phone)
                + ",\"subject\":\"abcde\",\"description\":\"0123456789\"}";

        assertThat(List.of(
                        service.send(service.requestSupport(body)),
                        service.put("/" + first + "/contact", "{\"phone_number\":" + escaped(phone) + "}")))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
                    assertThat(answer.fields()).isEqualTo("phone_number");
                });
    }

    /// As a client writes what has no place in a string as it is.
    private static String escaped(String text) {
        return text.chars().mapToObj(c -> "\\u%04x".formatted(c)).collect(Collectors.joining("", "\"", "\""));
    }

    /// It is kept for the agent, who sees that nobody could make a number of it.
    @Test
    void anOddPhoneNumberOfARegistrationIsKeptAndMarked() {
        service.database.execute("""
                insert into registration_session (id, source_partition, source_offset, deleted, email, phone_number,
                                                  expires_at)
                values ('s-odd', 0, 1, false, 'reg@x.ng', '0803 1234 56l7', now() + interval '1 hour')
                """);

        JsonNode ticket = opened(request().put("email", "reg@x.ng").put("session_id", "s-odd"));

        assertThat(ticket.path("phone_number").asText()).isEqualTo("0803 1234 56l7 (unverified)");
        assertThat(service.row(ticket).path("phone_number").asText()).isEqualTo("0803 1234 56l7 (unverified)");
        assertThat(found("0803 1234 56l7")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    08065557788        | 1
                    0806 555 7788      | 1
                    +234 806 555 7788  | 1
                    (0806) 555-7788    | 1
                    0806555            | 1
                    555 7788           | 1
                    00234 806-555-7788 | 1
                    009234 806.5557788 | 1
                    ٠٨٠٦٥٥٥٧٧٨٨        | 1
                    Olayinka           | 1
                    can't log in       | 1
                    OLAYINKA CAN’T     | 1
                    NGN 50,000         | 1
                    TRX-778899         | 1
                    tx-4711-abc        | 1
                    TX-4711            | 1
                    no such words      | 0
                    """)
    void aSearchFindsWhatIsMeant(String search, int tickets) {
        assertThat(found(search)).isEqualTo(tickets);
    }

    @Test
    void bothNormalFormsAreOneText() {
        assertThat(found(Normalizer.normalize("Ọláyínká", Normalizer.Form.NFC))).isEqualTo(1);
        assertThat(found(Normalizer.normalize("Ọláyínká", Normalizer.Form.NFD))).isEqualTo(1);
    }

    @Test
    void aTicketNumberMayHaveItsSignBefore() {
        assertThat(found("#" + first)).isEqualTo(1);
        assertThat(found("# " + first.toLowerCase(java.util.Locale.ROOT))).isEqualTo(1);
    }

    @Test
    void whatIsToldOfAPersonLaterFindsTheTickets() {
        assertThat(found("before@x.ng")).as("by the token").isEqualTo(1);
        try (Database database = TicketDatabase.open(service.database)) {
            String told = """
                    {"id":"u-ada","email":"new@example.com","first_name":"Ada","last_name":"Ọkọ́nkwọ́",
                     "phone_number":"0805 111 2233","smipay_tag":"@adaobi"}
                    """;
            IdentityProjector.ofPeople(
                            (topic, partition) -> 2,
                            new PersonReplica(database, new Departures(database, event -> {}), AdminRoles.USUAL))
                    .handle(new InboundRecord(
                            Topics.IDENTITY_USERS,
                            0,
                            1,
                            Instant.EPOCH,
                            "u-ada",
                            Map.of(),
                            told.getBytes(StandardCharsets.UTF_8)));
        }

        for (String search : new String[] {
            "@adaobi", "adaobi", "new@example.com", "Okonkwo", "ada okonkwo", "OKONKWO ADA", "08051112233", "111 2233"
        }) {
            assertThat(found(search)).as(search).isEqualTo(1);
        }
        assertThat(found("before@x.ng")).isZero();
    }

    private JsonNode opened(ObjectNode request) {
        Answer answer = service.send(service.requestSupport(request.toString()));
        assertThat(answer.status()).as(answer.message()).isEqualTo(201);
        return answer.data().path("ticket");
    }

    private static ObjectNode request() {
        return Json.mapper()
                .createObjectNode()
                .put("subject", "I can not pay")
                .put("description", "It fails again and again.")
                .put("email", "typed@x.ng");
    }

    private int found(String search) {
        Answer answer = service.send(service.admin("?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8))
                .GET());
        assertThat(answer.status()).isEqualTo(200);
        return answer.data().path("meta").path("total").asInt();
    }
}
