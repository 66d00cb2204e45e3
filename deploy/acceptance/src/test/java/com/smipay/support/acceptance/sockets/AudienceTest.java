package com.smipay.support.acceptance.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who hears what (`admin-api.md`, Socket.IO for admins; `support-api.md`, Server Events; `decisions.md` 31, 32, 39).
class AudienceTest {
    private final Audience audience = new Audience();
    private final Ticket ticket = audience.ticket;
    private final App app = audience.owner.app();
    private final Dashboard admin = audience.agent.dashboard();

    @AfterEach
    void close() {
        audience.close();
    }

    @Test
    void aNewTicketIsAnnouncedToAdminsAloneAndOnce() {
        JsonNode opened = app.request(app.newTicket().put("support_type", "SECURITY_ISSUE"))
                .data()
                .path("ticket");
        String id = opened.path("id").asText();

        Event created = audience.settleAny(
                audience.adminOutside, "ticket_created", e -> e.text("id").equals(id));

        assertThat(created.text("ticket_number"))
                .isEqualTo(opened.path("ticket_number").asText());
        assertThat(created.text("subject")).isEqualTo(opened.path("subject").asText());
        assertThat(created.text("support_type")).isEqualTo("SECURITY_ISSUE");
        assertThat(created.text("priority")).isEqualTo("high");
        assertThat(created.text("email")).isEqualTo(audience.owner.email());
        assertThat(created.text("created_at"))
                .isEqualTo(opened.path("created_at").asText());
        assertThat(audience.adminInside.all("ticket_created").stream()
                        .filter(e -> e.text("id").equals(id)))
                .hasSize(1);
        for (LiveSocket socket : List.of(audience.ownerInside, audience.ownerOutside, audience.stranger)) {
            assertThat(socket.all("ticket_created")).isEmpty();
        }
        assertThat(audience.adminOutside.all("ticket_updated").stream()
                        .filter(e -> e.text("ticket_id").equals(id)))
                .as("the first message is announced by ticket_created alone")
                .isEmpty();
    }

    @Test
    void aUsersMessageReachesTheRoomAndTheAdmins() {
        String words = Canary.text("🙏".repeat(120));

        JsonNode message = app.say(ticket, words);

        Event updated = audience.settle(audience.adminOutside, "ticket_updated", e -> true);
        audience.heardBy(List.of("new_message", "ticket_updated"), audience.ownerInside);
        audience.heardBy(List.of("ticket_updated"), audience.adminOutside, audience.ownerOutside);
        assertThat(audience.heard(audience.adminInside))
                .extracting(Event::name)
                .containsExactlyInAnyOrder("new_message", "ticket_updated");
        audience.nobodyElseThan(
                audience.ownerInside, audience.ownerOutside, audience.adminInside, audience.adminOutside);
        Event own = audience.heard(audience.ownerOutside).getFirst();
        assertThat(own.text("event")).isEqualTo("own_message");
        assertThat(own.payload().path("message").path("id")).isEqualTo(message.path("id"));
        JsonNode pushed =
                audience.heard(audience.ownerInside).getFirst().payload().path("message");
        assertThat(pushed.path("id")).isEqualTo(message.path("id"));
        assertThat(pushed.path("message").asText()).isEqualTo(words);
        assertThat(pushed.path("is_from_user").asBoolean()).isTrue();
        assertThat(pushed.path("is_internal").asBoolean(true)).isFalse();
        assertThat(pushed.path("sender_name").asText()).isEqualTo(audience.owner.name());
        assertThat(pushed.path("sender_email").asText()).isEqualTo(audience.owner.email());
        assertThat(pushed.path("attachments").isNull()).isTrue();
        assertThat(pushed.path("createdAt")).isEqualTo(message.path("createdAt"));
        assertThat(updated.text("event")).isEqualTo("new_user_message");
        assertThat(updated.text("ticket_number")).isEqualTo(ticket.number());
        assertThat(updated.payload().path("message").path("preview").asText()).isEqualTo("🙏".repeat(100));
        assertThat(updated.payload().path("message").path("id")).isEqualTo(message.path("id"));
    }

    @Test
    void aReplyReachesTheRoomAndTheOwnerAndItsMoveTheAdminsToo() {
        String words = Canary.text("🙏".repeat(120));

        JsonNode reply = admin.replied(ticket, words);

        audience.settle(
                audience.adminOutside, "ticket_updated", e -> e.text("event").equals("status_changed"));
        audience.heardBy(
                List.of("new_message", "ticket_updated", "status_changed", "ticket_updated"), audience.ownerInside);
        audience.heardBy(List.of("ticket_updated", "ticket_updated"), audience.ownerOutside);
        audience.heardBy(List.of("ticket_updated"), audience.adminOutside);
        assertThat(audience.heard(audience.adminInside))
                .extracting(Event::name)
                .containsExactlyInAnyOrder("new_message", "status_changed", "ticket_updated");
        audience.nobodyElseThan(
                audience.ownerInside, audience.ownerOutside, audience.adminInside, audience.adminOutside);
        Event notice = audience.heard(audience.ownerOutside).getFirst();
        assertThat(notice.text("event")).isEqualTo("new_reply");
        assertThat(notice.payload().path("message").path("id")).isEqualTo(reply.path("id"));
        assertThat(notice.payload().path("message").path("preview").asText()).isEqualTo("🙏".repeat(100));
        assertThat(notice.payload().path("message").path("sender_name").asText())
                .isEqualTo(audience.agent.name());
        assertThat(notice.payload().path("message").path("created_at")).isEqualTo(reply.path("createdAt"));
        Event moved = audience.heard(audience.ownerOutside).getLast();
        assertThat(moved.text("event")).isEqualTo("status_changed");
        assertThat(moved.text("old_status")).isEqualTo("pending");
        assertThat(moved.text("new_status")).isEqualTo("in_progress");
    }

    @Test
    void aNoteReachesOnlyAdminsInTheRoom() {
        JsonNode note = admin.note(ticket, Canary.text("Do not tell the user")).data();

        Event pushed = audience.settle(audience.adminInside, "new_message", e -> true);

        audience.heardBy(List.of("new_message"), audience.adminInside);
        audience.nobodyElseThan(audience.adminInside);
        assertThat(pushed.payload().path("message").path("is_internal").asBoolean())
                .isTrue();
        assertThat(pushed.payload().path("message").path("id")).isEqualTo(note.path("id"));
    }

    @Test
    void aChangeOfStatusReachesTheRoomTheAdminsAndTheOwner() {
        admin.status(ticket, "resolved", Canary.text("Limit raised")).expect(200);

        Event updated = audience.settle(audience.adminOutside, "ticket_updated", e -> true);

        audience.heardBy(List.of("status_changed", "ticket_updated"), audience.ownerInside);
        audience.heardBy(List.of("ticket_updated"), audience.ownerOutside, audience.adminOutside);
        assertThat(audience.heard(audience.adminInside))
                .extracting(Event::name)
                .containsExactlyInAnyOrder("status_changed", "ticket_updated");
        audience.nobodyElseThan(
                audience.ownerInside, audience.ownerOutside, audience.adminInside, audience.adminOutside);
        Event changed = audience.heard(audience.ownerInside).getFirst();
        for (Event event : List.of(updated, changed)) {
            assertThat(event.text("old_status")).isEqualTo("pending");
            assertThat(event.text("new_status")).isEqualTo("resolved");
            assertThat(event.text("ticket_number")).isEqualTo(ticket.number());
            assertThat(event.text("resolution_notes")).startsWith("Limit raised");
        }
        admin.moved(ticket, "closed");
        assertThat(audience.settle(
                                audience.ownerInside,
                                "status_changed",
                                e -> e.text("new_status").equals("closed"))
                        .text("old_status"))
                .isEqualTo("resolved");
    }

    @Test
    void anAssignmentReachesTheAdminsAndInTheRoomOnlyThem() {
        admin.assign(ticket, audience.agent.id()).expect(200);

        Event updated = audience.settle(audience.adminOutside, "ticket_updated", e -> true);

        audience.heardBy(List.of("ticket_updated"), audience.adminOutside);
        assertThat(audience.heard(audience.adminInside))
                .extracting(Event::name)
                .containsExactlyInAnyOrder("ticket_assigned", "ticket_updated");
        audience.nobodyElseThan(audience.adminInside, audience.adminOutside);
        assertThat(updated.text("event")).isEqualTo("assigned");
        for (Event event :
                List.of(updated, audience.adminInside.all("ticket_assigned").getFirst())) {
            assertThat(event.text("assigned_to")).isEqualTo(audience.agent.id());
            assertThat(event.text("assigned_admin_name")).isEqualTo(audience.agent.name());
        }
        audience.forget();
        admin.assign(ticket, null).expect(200);
        Event unassigned = audience.settle(audience.adminInside, "ticket_assigned", e -> true);
        assertThat(unassigned.payload().path("assigned_to").isNull()).isTrue();
        assertThat(unassigned.text("assigned_admin_name")).isEqualTo("Unassigned");
    }

    @Test
    void aNoOpAndAChangeOfPriorityReachNobody() {
        admin.moved(ticket, "pending");
        admin.assign(ticket, null).expect(200);
        admin.priority(ticket, "urgent").expect(200);
        app.markRead(ticket).expect(200);
        app.say(ticket, Canary.text("And this comes last"));

        audience.settle(audience.adminInside, "new_message", e -> true);

        assertThat(audience.heard(audience.adminOutside))
                .extracting(Event::name)
                .containsExactly("ticket_updated");
        assertThat(audience.heard(audience.ownerOutside))
                .extracting(Event::name)
                .isSubsetOf("messages_read", "ticket_updated");
        assertThat(audience.heard(audience.ownerInside))
                .extracting(Event::name)
                .isSubsetOf("messages_read", "new_message", "ticket_updated");
    }

    @Test
    void aReadMarkReachesTheRoom() {
        admin.replied(ticket, "Hello");
        audience.settle(
                audience.adminOutside, "ticket_updated", e -> e.text("event").equals("status_changed"));
        audience.forget();

        JsonNode marked = app.markRead(ticket).data();

        Event read = audience.settle(audience.adminInside, "messages_read", e -> true);
        audience.heardBy(List.of("messages_read"), audience.ownerInside, audience.ownerOutside, audience.adminInside);
        audience.nobodyElseThan(audience.ownerInside, audience.ownerOutside, audience.adminInside);
        assertThat(read.text("user_id")).isEqualTo(audience.owner.id());
        assertThat(read.text("last_message_id"))
                .isEqualTo(marked.path("last_message_id").asText());
        assertThat(read.text("read_at")).isEqualTo(marked.path("read_at").asText());
    }

    @Test
    void aRatingIsPushedToNobody() {
        admin.moved(ticket, "closed");
        audience.settle(audience.adminOutside, "ticket_updated", e -> true);
        audience.forget();

        app.rate(ticket, 5).expect(201);
        admin.note(ticket, Canary.text("Rated well")).expect(201);

        audience.settle(audience.adminInside, "new_message", e -> true);
        audience.heardBy(List.of("new_message"), audience.adminInside);
        audience.nobodyElseThan(audience.adminInside);
    }

    @Test
    void aGuestsTicketReachesTheAccountWithItsEmailUntilSomebodyElseOwnsIt() {
        Person guest = Person.guest();
        Person account = guest.registered();
        Ticket own = guest.app().open();
        try (LiveSocket socket = Audience.connected(account)) {
            admin.replied(own, "Hello guest");

            Event notice = socket.await("ticket_updated", e -> e.text("event").equals("new_reply"));

            assertThat(notice.text("ticket_id")).isEqualTo(own.id());
            account.app().say(own, Canary.text("Now it is mine"));
            admin.replied(own, "Hello owner");
            socket.await(
                    "ticket_updated",
                    e -> e.payload().path("message").path("preview").asText().equals("Hello owner"));
        }
    }
}
