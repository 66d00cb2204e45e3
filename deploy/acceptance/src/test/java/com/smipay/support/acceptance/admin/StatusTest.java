package com.smipay.support.acceptance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `PUT /:id/status` (`admin-api.md`, `decisions.md` 39).
class StatusTest {
    private final App app = Person.user().app();
    private final Person agent = Person.admin();
    private final Dashboard admin = agent.dashboard();
    private final Ticket ticket = app.open();

    @Test
    void anyStatusLeadsToAnyOther() {
        for (String from : TicketStatus.words()) {
            for (String to : TicketStatus.words()) {
                admin.moved(ticket, from);

                JsonNode row = admin.status(ticket, to)
                        .success(
                                200,
                                switch (to) {
                                    case "resolved" -> "Ticket resolved";
                                    case "closed" -> "Ticket closed";
                                    default -> "Status updated";
                                });

                assertThat(row.path("status").asText()).isEqualTo(to);
            }
        }
        assertThat(app.read(ticket).path("status").asText()).isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "closed"})
    void settlingSaysWhenAndByWhomAndLeavingClearsIt(String settled) {
        admin.status(ticket, settled, Canary.text("Limit raised")).expect(200);

        JsonNode detail = admin.detail(ticket);
        assertThat(detail.path("resolved_at").asText()).isNotEmpty();
        assertThat(detail.path("resolved_by").asText()).isEqualTo(agent.id());
        assertThat(detail.path("resolved_by_admin").path("email").asText()).isEqualTo(agent.email());
        assertThat(detail.path("resolved_by_admin").path("first_name").asText()).isEqualTo(agent.firstName());
        assertThat(detail.path("resolution_notes").asText()).startsWith("Limit raised");

        admin.moved(ticket, "escalated");

        JsonNode left = admin.detail(ticket);
        assertThat(left.path("resolved_at").isNull()).isTrue();
        assertThat(left.path("resolved_by").isNull()).isTrue();
        assertThat(left.path("resolved_by_admin").isNull()).isTrue();
        assertThat(left.path("resolution_notes").isNull()).isTrue();
    }

    @Test
    void resolvedThenClosedKeepsTheFirstOfTheTwo() {
        JsonNode resolved = admin.moved(ticket, "resolved");

        JsonNode closed = Person.admin().dashboard().moved(ticket, "closed");

        assertThat(closed.path("resolved_at")).isEqualTo(resolved.path("resolved_at"));
        assertThat(admin.detail(ticket).path("resolved_by").asText()).isEqualTo(agent.id());
    }

    @Test
    void theSameStatusAgainChangesNothingButNotesThatAreOthers() {
        admin.status(ticket, "resolved", Canary.text("Limit raised")).expect(200);
        JsonNode before = admin.detail(ticket);

        JsonNode row =
                Person.admin().dashboard().status(ticket, "resolved", " ").success(200, "Ticket resolved");

        assertThat(admin.detail(ticket)).isEqualTo(before);
        assertThat(row.path("updatedAt")).isEqualTo(before.path("updatedAt"));

        String other = Canary.text("Other notes");
        admin.status(ticket, "resolved", other).success(200, "Ticket resolved");
        JsonNode after = admin.detail(ticket);
        assertThat(after.path("resolution_notes").asText()).isEqualTo(other);
        assertThat(after.path("resolved_at")).isEqualTo(before.path("resolved_at"));
        assertThat(after.path("history").size())
                .isEqualTo(before.path("history").size() + 1);
        assertThat(app.read(ticket).path("resolution_notes").asText()).isEqualTo(other);
        assertThat(app.listed(ticket).path("resolution_notes").asText()).isEqualTo(other);
    }

    @Test
    void everyChangeStandsInTheHistoryOldestFirst() {
        Person other = Person.admin();
        admin.moved(ticket, "escalated");
        admin.assign(ticket, other.id()).expect(200);
        other.dashboard().priority(ticket, "urgent").expect(200);
        admin.assign(ticket, null).expect(200);
        other.dashboard().moved(ticket, "closed");

        List<String> history = new ArrayList<>();
        for (JsonNode entry : admin.detail(ticket).path("history")) {
            history.add(String.join(
                    " ",
                    entry.path("change").asText(),
                    entry.path("from").asText(),
                    entry.path("to").asText(),
                    entry.path("by").path("id").asText()));
        }
        assertThat(history)
                .containsExactly(
                        "opened null pending " + app.person().id(),
                        "status pending escalated " + agent.id(),
                        "assigned_to null " + other.id() + " " + agent.id(),
                        "priority low urgent " + other.id(),
                        "assigned_to " + other.id() + " null " + agent.id(),
                        "status escalated closed " + other.id());
        assertThat(admin.detail(ticket).path("history").findValuesAsText("at")).isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"status\":null}", "{\"status\":\"done\"}", "{\"status\":\"CLOSED\"}", "{\"status\":1}"})
    void anUnknownStatusIsRefused(String json) throws Exception {
        assertThat(admin.put(ticket, "status", Json.mapper().readTree(json))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("status");
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThat(admin.put(
                                ticket,
                                "status",
                                Json.mapper()
                                        .createObjectNode()
                                        .put("status", "done")
                                        .put("resolution_notes", 7))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("status", "resolution_notes");
    }

    @Test
    void notesOfMoreThan5000CharactersAreRefused() {
        assertThat(admin.status(ticket, "resolved", "n".repeat(5001))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("resolution_notes");
        admin.status(ticket, "resolved", "n".repeat(5000)).success(200, "Ticket resolved");
    }
}
