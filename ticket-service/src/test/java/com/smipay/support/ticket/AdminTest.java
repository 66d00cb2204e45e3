package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The admin's changes (`admin-api.md`).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class AdminTest {
    private static final String STRANGER = "11111111-2222-4333-8444-555555555555";
    static final List<String> ROW = List.of(
            "id",
            "ticket_number",
            "user_id",
            "phone_number",
            "email",
            "subject",
            "support_type",
            "status",
            "priority",
            "assigned_to",
            "first_response_at",
            "last_response_at",
            "response_time_seconds",
            "resolved_at",
            "satisfaction_rating",
            "tags",
            "createdAt",
            "updatedAt",
            "user",
            "message_count",
            "assigned_admin",
            "last_message_from",
            "unread_by_support",
            "conversation_id");

    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @ParameterizedTest
    @CsvSource({"resolved, Ticket resolved", "closed, Ticket closed", "escalated, Status updated"})
    void aChangeOfStatusAnswersTheRowAndIsToldToThePeers(String status, String message) {
        JsonNode ticket = service.opened("status@x.ng");

        Answer answer = status(ticket, "{\"status\":\"%s\",\"resolution_notes\":\"Done so.\"}".formatted(status));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(names(answer.data())).isEqualTo(ROW);
        assertThat(answer.data().path("status").asText()).isEqualTo(status);
        assertThat(answer.data().path("resolved_at").isNull()).isEqualTo(status.equals("escalated"));
        TicketEvent.StatusChanged told = (TicketEvent.StatusChanged) lastTold(ticket);
        assertThat(told.oldStatus().wire()).isEqualTo("pending");
        assertThat(told.newStatus().wire()).isEqualTo(status);
        assertThat(told.by()).isNotNull();
        assertThat(told.ticket().version()).isEqualTo(2);
        assertThat(told.ticket().statusVersion()).isEqualTo(2);
        assertThat(told.ticket().resolutionNotes()).isEqualTo(status.equals("escalated") ? null : "Done so.");
        assertThat(service.rating.told(id(ticket))).hasSize(1);
    }

    @Test
    void theSameAgainChangesNothingAndNobodyHearsOfIt() {
        JsonNode ticket = service.opened("noop@x.ng");
        status(ticket, "{\"status\":\"resolved\",\"resolution_notes\":\"First.\"}");
        JsonNode before = detail(ticket).data();

        Answer again = status(ticket, "{\"status\":\"resolved\",\"resolution_notes\":\" \"}");
        Answer priority = service.put("/" + id(ticket) + "/priority", "{\"priority\":\"low\"}");
        Answer assign = service.put("/" + id(ticket) + "/assign", "{\"assigned_to\":null}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.message()).isEqualTo("Ticket resolved");
        assertThat(priority.message()).isEqualTo("Priority updated");
        assertThat(assign.message()).isEqualTo("Ticket assigned");
        assertThat(detail(ticket).data()).isEqualTo(before);
        assertThat(before.path("resolution_notes").asText()).isEqualTo("First.");
        assertThat(service.messaging.told(id(ticket))).hasSize(2);
    }

    /// `decisions.md` 61.
    @Test
    void theNotesOfASettledTicketAreCorrectedWithoutAnEventOfItsStatus() {
        JsonNode ticket = service.opened("notes@x.ng");
        status(ticket, "{\"status\":\"resolved\",\"resolution_notes\":\"First.\"}");

        Answer corrected = status(ticket, "{\"status\":\"resolved\",\"resolution_notes\":\"Second.\"}");
        TicketEvent told = lastTold(ticket);
        status(ticket, "{\"status\":\"closed\",\"resolution_notes\":\"Third.\"}");
        status(ticket, "{\"status\":\"closed\",\"resolution_notes\":\"\"}");

        assertThat(corrected.message()).isEqualTo("Ticket resolved");
        assertThat(told).isInstanceOf(TicketEvent.NotesChanged.class);
        assertThat(told.ticket().resolutionNotes()).isEqualTo("Second.");
        assertThat(lastTold(ticket)).isInstanceOf(TicketEvent.StatusChanged.class);
        assertThat(lastTold(ticket).ticket().resolutionNotes()).isEqualTo("Third.");
        JsonNode detail = detail(ticket).data();
        assertThat(detail.path("resolution_notes").asText()).isEqualTo("Third.");
        assertThat(detail.path("history")
                        .valueStream()
                        .map(entry -> entry.path("change").asText() + " "
                                + entry.path("to").asText()))
                .containsExactly(
                        "opened pending",
                        "status resolved",
                        "resolution_notes Second.",
                        "resolution_notes Third.",
                        "status closed");
    }

    @Test
    void leavingResolvedAndClosedClearsWhatBelongsToThem() {
        JsonNode ticket = service.opened("reopened@x.ng");
        status(ticket, "{\"status\":\"resolved\",\"resolution_notes\":\"Done.\"}");
        JsonNode resolved = detail(ticket).data();
        status(ticket, "{\"status\":\"closed\"}");
        JsonNode closed = detail(ticket).data();
        status(ticket, "{\"status\":\"in_progress\",\"resolution_notes\":\"Ignored.\"}");
        JsonNode open = detail(ticket).data();

        assertThat(resolved.path("resolved_by").asText()).isEqualTo(ServiceFixture.ADMIN_ID);
        assertThat(resolved.path("resolved_by_admin").path("first_name").asText())
                .isEqualTo("Ada");
        assertThat(closed.path("resolved_at")).isEqualTo(resolved.path("resolved_at"));
        assertThat(closed.path("resolution_notes").asText()).isEqualTo("Done.");
        assertThat(open.path("resolved_at").isNull()).isTrue();
        assertThat(open.path("resolved_by").isNull()).isTrue();
        assertThat(open.path("resolved_by_admin").isNull()).isTrue();
        assertThat(open.path("resolution_notes").isNull()).isTrue();
    }

    @Test
    void aTicketIsAssignedToAnAdminOrToSomebodyNotKnownYet() {
        JsonNode ticket = service.opened("assigned@x.ng");

        Answer known = assign(ticket, ServiceFixture.ADMIN_ID);
        Answer stranger = assign(ticket, STRANGER);
        Answer nobody = service.put("/" + id(ticket) + "/assign", "{\"assigned_to\":null}");

        assertThat(known.message()).isEqualTo("Ticket assigned");
        assertThat(known.data().path("assigned_admin").toString())
                .isEqualTo("{\"id\":\"" + ServiceFixture.ADMIN_ID
                        + "\",\"first_name\":\"Ada\",\"last_name\":\"Obi\",\"email\":\"ada@smipay.com\"}");
        assertThat(stranger.data().path("assigned_to").asText()).isEqualTo(STRANGER);
        assertThat(stranger.data().path("assigned_admin").isNull()).isTrue();
        assertThat(nobody.data().path("assigned_to").isNull()).isTrue();
        List<JsonNode> history =
                detail(ticket).data().path("history").valueStream().toList();
        assertThat(history)
                .extracting(entry -> entry.path("change").asText())
                .containsExactly("opened", "assigned_to", "assigned_to", "assigned_to");
        assertThat(history.get(2).path("from").asText()).isEqualTo(ServiceFixture.ADMIN_ID);
        assertThat(history.get(2).path("to").asText()).isEqualTo(STRANGER);
        assertThat(history.get(3).path("to").isNull()).isTrue();
        assertThat(history.get(3).path("by").path("email").asText()).isEqualTo("ada@smipay.com");
    }

    /// `decisions.md` 34, 53.
    @ParameterizedTest
    @ValueSource(strings = {"7777abcd-2222-4333-8444-555555555555", "7777ABCD-2222-4333-8444-555555555555"})
    void somebodyKnownWhoIsNoAdminCanNotBeAssignedInWhateverCase(String written) {
        JsonNode ticket = service.opened("noadmin@x.ng");
        String user = "7777abcd-2222-4333-8444-555555555555";
        service.send(service.user("/my-tickets").header("Authorization", "Bearer " + service.user(user, "user@x.ng")));

        Answer answer = assign(ticket, written);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("NOT_AN_ADMIN");
        assertThat(answer.fields()).isEqualTo("assigned_to");
    }

    /// `decisions.md` 67.
    @Test
    void aContactIsCorrectedAndWhoeverTheNewEmailNamesOwnsTheTicket() {
        JsonNode ticket = service.opened("mistyped@x.ng");
        String owner = service.user("u-contact", "right@x.ng");

        Answer corrected = contact(ticket, "{\"email\":\" Right@X.ng \",\"phone_number\":\"0803 123 4567\"}");
        Answer again = contact(ticket, "{\"email\":\"right@x.ng\",\"phone_number\":\"\"}");

        assertThat(corrected.message()).isEqualTo("Contact updated");
        assertThat(names(corrected.data())).isEqualTo(ROW);
        assertThat(corrected.data().path("email").asText()).isEqualTo("right@x.ng");
        assertThat(corrected.data().path("phone_number").asText()).isEqualTo("+2348031234567");
        assertThat(again.data()).isEqualTo(corrected.data());
        assertThat(service.messaging.told(id(ticket))).hasSize(2);
        TicketEvent.ContactChanged told = (TicketEvent.ContactChanged) lastTold(ticket);
        assertThat(told.oldEmail()).isEqualTo("mistyped@x.ng");
        assertThat(told.ticket().owner().email()).isEqualTo("right@x.ng");
        assertThat(service.send(service.user("/my-tickets").header("Authorization", "Bearer " + owner))
                        .data()
                        .path("total_tickets")
                        .asInt())
                .isEqualTo(1);
        JsonNode entry = detail(ticket).data().path("history").path(1);
        assertThat(entry.path("change").asText()).isEqualTo("contact");
        assertThat(entry.path("from").asText()).isEqualTo("mistyped@x.ng");
        assertThat(entry.path("to").asText()).isEqualTo("right@x.ng, +2348031234567");
        assertThat(entry.path("by").path("id").asText()).isEqualTo(ServiceFixture.ADMIN_ID);
    }

    /// The user wrote last until support does.
    @Test
    void aRowTellsWhoWroteLast() {
        JsonNode row = service.row(service.opened("last@x.ng"));

        assertThat(row.path("last_message_from").asText()).isEqualTo("user");
        assertThat(row.path("unread_by_support").asBoolean()).isTrue();
    }

    @Test
    void onlyAnAdminMakesATicketUrgent() {
        JsonNode ticket = service.opened("urgent@x.ng");

        Answer answer = service.put("/" + number(ticket).toLowerCase(Locale.ROOT) + "/priority", """
                {"priority":"urgent"}
                """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("Priority updated");
        assertThat(answer.data().path("priority").asText()).isEqualTo("urgent");
        assertThat(((TicketEvent.PriorityChanged) lastTold(ticket))
                        .oldPriority()
                        .wire())
                .isEqualTo("low");
    }

    private Answer status(JsonNode ticket, String body) {
        return service.put("/" + id(ticket) + "/status", body);
    }

    private Answer contact(JsonNode ticket, String body) {
        return service.put("/" + id(ticket) + "/contact", body);
    }

    private Answer assign(JsonNode ticket, String to) {
        return service.put("/" + id(ticket) + "/assign", "{\"assigned_to\":\"%s\"}".formatted(to));
    }

    private Answer detail(JsonNode ticket) {
        service.messaging.replies("/internal/conversations/" + id(ticket), call -> new Reply(200, "{\"messages\":[]}"));
        return service.send(service.admin("/" + id(ticket)).GET());
    }

    private TicketEvent lastTold(JsonNode ticket) {
        EventEnvelope last = service.messaging.told(id(ticket)).getLast();
        return (TicketEvent) ((Decoded.Known) EventCodec.decode(last)).event();
    }

    private static String id(JsonNode ticket) {
        return ticket.path("id").asText();
    }

    private static String number(JsonNode ticket) {
        return ticket.path("ticket_number").asText();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
