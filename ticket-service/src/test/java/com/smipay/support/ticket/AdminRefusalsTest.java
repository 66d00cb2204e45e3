package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the admin's calls refuse, and to whom (`admin-api.md`).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class AdminRefusalsTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status   | {}                                              | status",
                "status   | {\"status\":\"open\",\"resolution_notes\":4}    | status,resolution_notes",
                "status   | {\"status\":null}                               | status",
                "assign   | {}                                              | assigned_to",
                "assign   | {\"assigned_to\":\"ada\"}                       | assigned_to",
                "assign   | {\"assigned_to\":7}                             | assigned_to",
                "priority | {\"priority\":\"URGENT\"}                       | priority",
                "priority | {}                                              | priority",
                "contact  | {}                                              | email",
                "contact  | {\"email\":\"\",\"phone_number\":null}          | email",
                "contact  | {\"email\":\"a..b@x.ng\"}                       | email",
                "contact  | {\"email\":7,\"phone_number\":7}                | email,phone_number",
            })
    void badBodiesNameTheirFields(String call, String body, String fields) {
        JsonNode ticket = service.opened("fields@x.ng");

        Answer answer = service.put("/" + id(ticket) + "/" + call, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.fields()).isEqualTo(fields);
    }

    @Test
    void resolutionNotesAreBounded() {
        JsonNode ticket = service.opened("bounded@x.ng");

        Answer most =
                status(ticket, "{\"status\":\"resolved\",\"resolution_notes\":\"%s\"}".formatted("é".repeat(5000)));
        Answer more = status(ticket, "{\"status\":\"closed\",\"resolution_notes\":\"%s\"}".formatted("é".repeat(5001)));

        assertThat(most.status()).isEqualTo(200);
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.fields()).isEqualTo("resolution_notes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SMI-2026-999999", "nonsense", "019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12", "%00", "%F0%9F%99%8F"})
    void anUnknownTicketIsNotFound(String reference) {
        String shown = java.net.URLDecoder.decode(reference, java.nio.charset.StandardCharsets.UTF_8);
        for (Answer answer : List.of(
                service.send(service.admin("/" + reference).GET()),
                service.put("/" + reference + "/status", "{\"status\":\"closed\"}"),
                service.put("/" + reference + "/assign", "{\"assigned_to\":null}"),
                service.put("/" + reference + "/contact", "{\"email\":\"a@x.ng\"}"),
                service.put("/" + reference + "/priority", "{\"priority\":\"low\"}"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("TICKET_NOT_FOUND");
            assertThat(answer.message()).isEqualTo("Ticket " + shown + " not found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/SMI-2026-000001"})
    void adminsOnly(String path) {
        Answer nobody =
                service.send(service.at(ServiceFixture.ADMIN_SIDE + path).GET());
        Answer user = service.send(service.at(ServiceFixture.ADMIN_SIDE + path)
                .header("Authorization", "Bearer " + service.user("u-1", "a@x.ng"))
                .GET());

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(user.status()).isEqualTo(403);
        assertThat(user.code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void theDashboardsOriginMayReadAnswersAndNoOther() {
        Answer ours = service.send(service.admin("").header("Origin", "https://dashboard.example.com"));
        Answer foreign = service.send(service.admin("").header("Origin", "https://evil.example.com"));

        assertThat(ours.header("Access-Control-Allow-Origin")).isEqualTo("https://dashboard.example.com");
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private Answer status(JsonNode ticket, String body) {
        return service.put("/" + id(ticket) + "/status", body);
    }

    private static String id(JsonNode ticket) {
        return ticket.path("id").asText();
    }
}
