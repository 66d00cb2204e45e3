package com.smipay.support.acceptance.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /api/v1/support/ticket/:ticketNumber/read` (`decisions.md` 21, 38).
class ReadMarkTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Dashboard admin = Person.admin().dashboard();
    private final Ticket ticket = app.open();

    @Test
    void withoutABodyEverythingIsRead() {
        String newest = admin.replied(ticket, "Newest").path("id").asText();

        JsonNode marked = app.markRead(ticket).success(200, "Marked as read");

        assertThat(marked.path("ticket_number").asText()).isEqualTo(ticket.number());
        assertThat(marked.path("last_message_id").asText()).isEqualTo(newest);
        assertThat(marked.path("read_at").asText()).matches("\\d{4}-.*\\.\\d{3}Z");
        assertThat(app.listed(ticket).path("has_unread").asBoolean()).isFalse();
    }

    @Test
    void readingUpToAnOlderMessageLeavesTheNewestUnread() {
        String first = admin.replied(ticket, "First").path("id").asText();
        admin.replied(ticket, "Second");

        assertThat(app.markRead(ticket, first).data().path("last_message_id").asText())
                .isEqualTo(first);
        assertThat(app.listed(ticket).path("has_unread").asBoolean()).isTrue();
    }

    @Test
    void theMarkOnlyMovesForward() {
        String first = admin.replied(ticket, "First").path("id").asText();
        String second = admin.replied(ticket, "Second").path("id").asText();
        JsonNode marked = app.markRead(ticket, second).data();

        JsonNode again = app.markRead(ticket, first).success(200, "Marked as read");

        assertThat(again).isEqualTo(marked);
        assertThat(app.listed(ticket).path("has_unread").asBoolean()).isFalse();
    }

    @Test
    void aNoteIsNeitherUnreadNorAPlaceToReadTo() {
        String note = admin.note(ticket, Canary.text("Not for users"))
                .data()
                .path("id")
                .asText();

        assertThat(app.listed(ticket).path("has_unread").asBoolean()).isFalse();
        assertThat(app.markRead(ticket, note).refused(400, "VALIDATION_FAILED").fields())
                .containsExactly("last_message_id");
        assertThat(app.markRead(ticket).data().path("last_message_id").asText()).isEqualTo(ticket.opening());
    }

    /// `decisions.md` 52: an optional text that is blank counts as absent, and that is the newest message.
    @Test
    void whatIsBlankIsTheNewest() {
        assertThat(app.markRead(ticket, "")
                        .success(200, "Marked as read")
                        .path("last_message_id")
                        .asText())
                .isEqualTo(ticket.opening());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "019c8f5e-6b1b-7a10-8c55-2d1e9f0a3b47"})
    void whatIsNoMessageOfThisTicketIsRefused(String id) {
        assertThat(app.markRead(ticket, id).refused(400, "VALIDATION_FAILED").fields())
                .containsExactly("last_message_id");
    }

    @Test
    void onlyWhoMayReadItMarksIt() {
        Person.user().app().markRead(ticket).refused(404, "TICKET_NOT_FOUND");
        Person.guest().app().markRead(ticket).refused(404, "TICKET_NOT_FOUND");
        Person.admin().app().markRead(ticket).refused(403, "FORBIDDEN");
        Call.post(App.readPath("SMI-2026-999999999"))
                .by(user)
                .send()
                .refused(404, "TICKET_NOT_FOUND", "Ticket SMI-2026-999999999 not found");
    }

    @Test
    void theNumberIsFoundInAnyCase() {
        Call.post(App.readPath(ticket.number().toLowerCase(Locale.ROOT)))
                .by(user)
                .send()
                .success(200, "Marked as read");
    }
}
