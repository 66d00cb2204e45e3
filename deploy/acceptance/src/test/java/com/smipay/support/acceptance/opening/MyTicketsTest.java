package com.smipay.support.acceptance.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The user's list (`support-api.md` §2, `decisions.md` 19 to 21, 59).
class MyTicketsTest {
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void anAccountWithoutTicketsHasAnEmptyList() {
        JsonNode data = app.myTickets().success(200, "Tickets fetched");

        assertThat(data.path("tickets")).isEmpty();
        assertThat(data.path("total_tickets").asInt()).isZero();
        assertThat(data.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void aTicketStandsThereWithItsNewestMessage() {
        Ticket ticket = app.open();
        String words = "🙏".repeat(101) + Canary.WORD;
        JsonNode reply = admin.replied(ticket, words);

        JsonNode listed = app.listed(ticket);

        assertThat(listed.path("status").asText()).isEqualTo("in_progress");
        assertThat(listed.path("message_count").asInt()).isEqualTo(2);
        assertThat(listed.path("last_message").path("message").asText()).isEqualTo("🙏".repeat(100));
        assertThat(listed.path("last_message").path("is_from_user").asBoolean()).isFalse();
        assertThat(listed.path("last_message").path("createdAt")).isEqualTo(reply.path("createdAt"));
        assertThat(listed.path("last_response_at")).isEqualTo(reply.path("createdAt"));
        assertThat(listed.path("satisfaction_rating").isNull()).isTrue();
    }

    @Test
    void itIsUnreadWhileSupportSpokeLastUntilItIsMarkedRead() {
        Ticket ticket = app.open();
        assertThat(isUnread(ticket)).isFalse();
        admin.replied(ticket, "Have you tried again?");
        assertThat(isUnread(ticket)).isTrue();
        app.markRead(ticket).success(200, "Marked as read");
        assertThat(isUnread(ticket)).isFalse();
        admin.replied(ticket, "Are you there?");
        assertThat(isUnread(ticket)).isTrue();
        app.say(ticket, Canary.text("I am here"));
        assertThat(isUnread(ticket)).isFalse();
    }

    @Test
    void theNewestActivityComesFirst() {
        List<Ticket> tickets = opened(3);

        assertThat(ids(app.myTickets().data()))
                .containsExactly(
                        tickets.get(2).id(), tickets.get(1).id(), tickets.get(0).id());
        admin.replied(tickets.get(0), "Something new");
        assertThat(ids(app.myTickets().data()))
                .containsExactly(
                        tickets.get(0).id(), tickets.get(2).id(), tickets.get(1).id());
        app.say(tickets.get(1), Canary.text("And from me too"));
        assertThat(ids(app.myTickets().data()).getFirst())
                .isEqualTo(tickets.get(1).id());
    }

    @Test
    void anInternalNoteIsNoActivity() {
        List<Ticket> tickets = opened(2);
        JsonNode before = app.myTickets().data();

        admin.note(tickets.get(0), Canary.text("Not for the user")).success(201, "Reply sent");

        assertThat(app.myTickets().data()).isEqualTo(before);
    }

    /// What is news to its owner, besides messages (`decisions.md` 59).
    @Test
    void aChangeOfStatusComesFirst() {
        List<Ticket> tickets = opened(2);

        admin.moved(tickets.getFirst(), "escalated");

        assertOrder(app, tickets.getFirst(), tickets.getLast());
    }

    @Test
    void whatTheDeskDoesForItselfMovesNothing() {
        Ticket worked = app.open();
        admin.moved(worked, "resolved");
        Ticket newer = app.open();

        admin.assign(worked, admin.person().id()).expect(200);
        admin.assign(worked, null).expect(200);
        admin.priority(worked, "urgent").expect(200);
        admin.status(worked, "resolved", Canary.text("Corrected")).expect(200);
        admin.put(worked, "contact", Json.mapper().createObjectNode().put("phone_number", Canary.phone()))
                .expect(200);

        assertOrder(app, newer, worked);
        assertThat(app.listed(worked).path("priority").asText()).isEqualTo("urgent");
        assertThat(app.listed(worked).path("resolution_notes").asText()).startsWith("Corrected");
    }

    @Test
    void readingMovesNothing() {
        Ticket read = app.open();
        admin.replied(read, "Have you tried again?");
        Ticket newer = app.open();

        app.markRead(read).success(200, "Marked as read");

        assertOrder(app, newer, read);
        assertThat(isUnread(read)).isFalse();
    }

    @Test
    void ratingMovesNothing() {
        Ticket rated = app.open();
        admin.moved(rated, "resolved");
        Ticket newer = app.open();

        app.rate(rated, 5).expect(201);

        assertOrder(app, newer, rated);
        assertThat(app.listed(rated).path("satisfaction_rating").asInt()).isEqualTo(5);
    }

    /// A guest's ticket belongs to the account from the first thing that it does there (`decisions.md` 13).
    @ParameterizedTest
    @ValueSource(strings = {"read", "rate"})
    void claimingMovesNothing(String by) {
        Person guest = Person.guest();
        App account = guest.registered().app();
        Ticket claimed = guest.app().open();
        admin.moved(claimed, "resolved");
        Ticket newer = account.open();

        if (by.equals("read")) {
            account.markRead(claimed).expect(200);
        } else {
            account.rate(claimed, 4).expect(201);
        }

        guest.app().conversation(claimed).refused(404, "TICKET_NOT_FOUND");
        assertOrder(account, newer, claimed);
    }

    @Test
    void theCursorLeadsThroughEveryTicketOnce() {
        List<Ticket> tickets = opened(5);
        List<String> seen = new ArrayList<>();
        String query = "?limit=2";
        int pages = 0;
        while (!query.isEmpty()) {
            JsonNode page = app.myTickets(query).success(200, "Tickets fetched");
            assertThat(page.path("total_tickets").asInt()).isEqualTo(5);
            seen.addAll(ids(page));
            JsonNode next = page.path("next_cursor");
            query = next.isNull() ? "" : "?limit=2&cursor=" + next.asText();
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen)
                .containsExactlyElementsOf(
                        tickets.reversed().stream().map(Ticket::id).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "ten", "1.5", "99999999999999999999"})
    void aLimitOutOfRangeIsRefused(String limit) {
        assertThat(app.myTickets("?limit=" + limit)
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "eyJ9", "%00", "%F0%9F%99%8F"})
    void aCursorThatNobodyGaveIsRefused(String cursor) {
        app.open();

        assertThat(app.myTickets("?cursor=" + cursor)
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("cursor");
    }

    @Test
    void nobodySeesAnotherAccountsTickets() {
        Ticket ticket = app.open();
        App other = Person.user().app();
        other.open();

        assertThat(ids(other.myTickets().data())).doesNotContain(ticket.id()).hasSize(1);
    }

    private static void assertOrder(App owner, Ticket first, Ticket second) {
        assertThat(ids(owner.myTickets().data())).containsExactly(first.id(), second.id());
    }

    private boolean isUnread(Ticket ticket) {
        return app.listed(ticket).path("has_unread").asBoolean();
    }

    private List<Ticket> opened(int count) {
        return IntStream.range(0, count).mapToObj(i -> app.open()).toList();
    }

    private static List<String> ids(JsonNode data) {
        List<String> ids = new ArrayList<>();
        data.path("tickets").forEach(ticket -> ids.add(ticket.path("id").asText()));
        return ids;
    }
}
