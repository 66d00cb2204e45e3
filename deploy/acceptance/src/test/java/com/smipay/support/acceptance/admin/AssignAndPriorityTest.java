package com.smipay.support.acceptance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `PUT /:id/assign` and `PUT /:id/priority` (`admin-api.md`, `decisions.md` 34, 39).
class AssignAndPriorityTest {
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();
    private final Ticket ticket = app.open();

    @Test
    void anAdminWhoCalledBeforeIsKnown() {
        Person other = Person.admin();
        other.dashboard().list("").expect(200);

        JsonNode row = admin.assign(ticket, other.id()).success(200, "Ticket assigned");

        assertThat(row.path("assigned_to").asText()).isEqualTo(other.id());
        JsonNode assignee = row.path("assigned_admin");
        assertThat(assignee.path("id").asText()).isEqualTo(other.id());
        assertThat(assignee.path("first_name").asText()).isEqualTo(other.firstName());
        assertThat(assignee.path("last_name").asText()).isEqualTo(other.lastName());
        assertThat(assignee.path("email").asText()).isEqualTo(other.email());
        assertThat(admin.row(ticket)).isEqualTo(row);
    }

    /// The word is for languages that leave nulls out.
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "unassigned")
    void nullAndItsWordUnassign(@Nullable String nobody) {
        admin.assign(ticket, admin.person().id()).expect(200);

        JsonNode row = admin.assign(ticket, nobody).success(200, "Ticket assigned");

        assertThat(row.path("assigned_to").isNull()).isTrue();
        assertThat(row.path("assigned_admin").isNull()).isTrue();
    }

    @Test
    void anIdThatNobodyToldUsAboutIsAcceptedAndFilledInLater() {
        Person unknown = Person.admin();

        JsonNode row = admin.assign(ticket, unknown.id()).success(200, "Ticket assigned");

        assertThat(row.path("assigned_to").asText()).isEqualTo(unknown.id());
        assertThat(row.path("assigned_admin").isNull()).isTrue();
        unknown.dashboard().list("").expect(200);
        assertThat(admin.row(ticket).path("assigned_admin").path("email").asText())
                .isEqualTo(unknown.email());
    }

    @Test
    void somebodyKnownWhoIsNoAdminIsRefused() {
        admin.assign(ticket, app.person().id()).refused(400, "NOT_AN_ADMIN");

        assertThat(admin.row(ticket).path("assigned_to").isNull()).isTrue();
    }

    @Test
    void theSameAdminAgainChangesNothing() {
        admin.assign(ticket, admin.person().id()).expect(200);
        JsonNode before = admin.detail(ticket);

        admin.assign(ticket, admin.person().id()).success(200, "Ticket assigned");

        assertThat(admin.detail(ticket)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"assigned_to\":\"me\"}", "{\"assigned_to\":7}", "{\"assigned_to\":\"\"}"})
    void anAssigneeThatIsNoIdIsRefused(String json) throws Exception {
        assertThat(admin.put(ticket, "assign", Json.mapper().readTree(json))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("assigned_to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"low", "medium", "high", "urgent"})
    void everyPriorityIsAnAdminsToSet(String priority) {
        JsonNode row = admin.priority(ticket, priority).success(200, "Priority updated");

        assertThat(row.path("priority").asText()).isEqualTo(priority);
        assertThat(app.read(ticket).path("priority").asText()).isEqualTo(priority);
        assertThat(app.listed(ticket).path("priority").asText()).isEqualTo(priority);
    }

    @Test
    void theSamePriorityAgainChangesNothing() {
        JsonNode before = admin.detail(ticket);

        admin.priority(ticket, "low").success(200, "Priority updated");

        assertThat(admin.detail(ticket)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"priority\":null}", "{\"priority\":\"highest\"}", "{\"priority\":2}"})
    void anUnknownPriorityIsRefused(String json) throws Exception {
        assertThat(admin.put(ticket, "priority", Json.mapper().readTree(json))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("priority");
    }

    @Test
    void theNumberIsAcceptedInPlaceOfTheIdInAnyCase() {
        Ticket byNumber = new Ticket(ticket.number().toLowerCase(java.util.Locale.ROOT), "", "", "");

        admin.priority(byNumber, "high").success(200, "Priority updated");
        admin.assign(byNumber, admin.person().id()).success(200, "Ticket assigned");
        admin.moved(byNumber, "escalated");
        admin.reply(byNumber, "Hello").success(201, "Reply sent");

        JsonNode detail = admin.ticket(byNumber.id()).success(200, "Ticket fetched");
        assertThat(detail).isEqualTo(admin.detail(ticket));
        assertThat(admin.ticket(ticket.id().toUpperCase(java.util.Locale.ROOT)).data())
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMI-2026-999999999", "nonsense", "%20", "0193b1c0-0000-7000-8000-000000000001"})
    void anUnknownTicketIsNotFoundWhateverIsDoneToIt(String id) {
        Ticket unknown = new Ticket(id, "", "", "");

        admin.ticket(id).refused(404, "TICKET_NOT_FOUND");
        admin.status(unknown, "closed").refused(404, "TICKET_NOT_FOUND");
        admin.assign(unknown, UUID.randomUUID().toString()).refused(404, "TICKET_NOT_FOUND");
        admin.priority(unknown, "high").refused(404, "TICKET_NOT_FOUND");
        admin.reply(unknown, "Hello").refused(404, "TICKET_NOT_FOUND");
    }
}
