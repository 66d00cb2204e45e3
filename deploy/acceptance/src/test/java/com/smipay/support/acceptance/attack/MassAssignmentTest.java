package com.smipay.support.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Fields that a caller has no business with, in every body that writes: they are ignored (`decisions.md` 2), also in
/// other spellings, and also where an inner object is asked for.
class MassAssignmentTest {
    private static final String ID = UUID.randomUUID().toString();
    private static final String LONG_AGO = "2001-01-01T00:00:00.000Z";

    private final Person owner = Person.user();
    private final Person agent = Person.admin();
    private final Dashboard admin = agent.dashboard();
    private final Ticket ticket = owner.app().open();

    @Test
    void whoOpensATicketDecidesOnNothingButItsWords() {
        ObjectNode body = overloaded(owner.app().newTicket());

        JsonNode answer = owner.app().request(body).success(201, "Support ticket created successfully");

        JsonNode row = admin.ticket(answer.at("/ticket/id").asText()).data();
        assertThat(answer.at("/ticket/id").asText()).isNotEqualTo(ID);
        untouched(row);
        assertThat(row.path("status").asText()).isEqualTo("pending");
        assertThat(row.path("priority").asText()).isEqualTo("low");
        assertThat(row.path("history")).hasSize(1);
        ours(row.at("/messages/0"), owner, true);
    }

    @Test
    void aGuestDoesNotBecomeSomebody() {
        Person guest = Person.guest();
        ObjectNode body = overloaded(guest.app().newTicket()).put("user_id", owner.id());

        Ticket opened = guest.app().open(body);

        assertThat(admin.detail(opened).path("user_id").isNull()).isTrue();
        owner.app().conversation(opened).refused(404, "TICKET_NOT_FOUND");
    }

    @Test
    void aMessageIsTheUsersOwnAndVisible() {
        ObjectNode body = overloaded(Json.mapper()
                .createObjectNode()
                .put("ticket_number", ticket.number())
                .put("message", Canary.text("Only my words"))
                .put("email", ticket.email()));

        Call.post(App.ADD_MESSAGE).by(owner).json(body).send().success(201, "Message sent");

        JsonNode detail = admin.detail(ticket);
        untouched(detail);
        assertThat(detail.path("status").asText()).isEqualTo("pending");
        ours(detail.at("/messages/1"), owner, true);
    }

    @Test
    void aFollowUpOpensNothingAndMovesNothing() {
        ObjectNode body = overloaded(Json.mapper()
                .createObjectNode()
                .put("ticket_number", ticket.number())
                .put("description", Canary.text("Only my words"))
                .put("email", ticket.email()));

        Call.post(App.REQUEST).by(owner).json(body).send().success(201, "Message added to your ticket");

        JsonNode detail = admin.detail(ticket);
        untouched(detail);
        assertThat(detail.path("status").asText()).isEqualTo("pending");
        ours(detail.at("/messages/1"), owner, true);
    }

    @Test
    void aReadMarkAndARatingAreTheOwnersOwn() {
        admin.replied(ticket, "Hello");
        admin.moved(ticket, "resolved");
        JsonNode read = Call.post(App.readPath(ticket.number()))
                .by(owner)
                .json(overloaded(Json.mapper().createObjectNode()))
                .send()
                .success(200, "Marked as read");
        JsonNode rated = owner.app()
                .rate(
                        ticket.number(),
                        overloaded(Json.mapper().createObjectNode().put("rating", 4)))
                .success(201, "Thank you for your feedback");

        assertThat(read.path("ticket_number").asText()).isEqualTo(ticket.number());
        assertThat(read.path("read_at").asText()).isGreaterThan("2020");
        assertThat(rated.path("rating").asInt()).isEqualTo(4);
        assertThat(rated.path("ticket_number").asText()).isEqualTo(ticket.number());
        assertThat(rated.path("created_at").asText()).isGreaterThan("2020");
        assertThat(admin.detail(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
    }

    /// An admin's calls change what they are for, and nothing else.
    @Test
    void adminsTooChangeWhatTheyAskForOnly() {
        List<String> changes = new ArrayList<>();
        ObjectNode reply = overloaded(Json.mapper().createObjectNode().put("message", Canary.text("From support")));
        // What wishes for a note, or is spelt as if it did, is no field to ignore on a reply (decisions.md 52).
        reply.remove(List.of("is_internal", "isInternal", "internal"));
        admin.authorized(Call.post(Dashboard.BASE + "/" + ticket.id() + "/reply"))
                .json(reply)
                .send()
                .success(201, "Reply sent");
        ours(admin.detail(ticket).at("/messages/1"), agent, false);

        admin.put(
                        ticket,
                        "priority",
                        without(overloaded(Json.mapper().createObjectNode()), "priority")
                                .put("priority", "high"))
                .expect(200);
        admin.put(
                        ticket,
                        "assign",
                        without(overloaded(Json.mapper().createObjectNode()), "assigned_to")
                                .putNull("assigned_to"))
                .expect(200);
        admin.put(
                        ticket,
                        "status",
                        without(overloaded(Json.mapper().createObjectNode()), "status")
                                .put("status", "escalated"))
                .expect(200);

        JsonNode detail = admin.detail(ticket);
        untouched(detail);
        detail.path("history").forEach(entry -> changes.add(entry.path("change").asText()));
        assertThat(changes).containsExactly("opened", "status", "priority", "status");
        assertThat(detail.path("priority").asText()).isEqualTo("high");
        assertThat(detail.path("status").asText()).isEqualTo("escalated");
    }

    private static ObjectNode without(ObjectNode body, String field) {
        body.remove(field);
        return body;
    }

    /// Everything that a ticket, a message, a rating or a person has, and that no body is asked for.
    private static ObjectNode overloaded(ObjectNode body) {
        for (String field : List.of(
                "id",
                "_id",
                "ticket_id",
                "ticketId",
                "message_id",
                "user_id",
                "userId",
                "owner_user_id",
                "sender_id",
                "assigned_to",
                "assigned_admin",
                "resolved_by",
                "session",
                "last_message")) {
            body.put(field, ID);
        }
        for (String field : List.of(
                "created_at",
                "createdAt",
                "updated_at",
                "updatedAt",
                "resolved_at",
                "first_response_at",
                "last_response_at",
                "read_at",
                "at")) {
            body.put(field, LONG_AGO);
        }
        for (String field : List.of("is_from_user", "isFromUser", "isInternal", "internal", "admin", "is_admin")) {
            body.put(field, false);
        }
        body.put("is_internal", true);
        for (String field : List.of(
                "version",
                "seq",
                "revision",
                "message_count",
                "total_messages",
                "response_time_seconds",
                "satisfaction_rating",
                "ticket_version")) {
            body.put(field, 99);
        }
        body.put("status", "closed")
                .put("role", "admin")
                .put("sender_name", "Root")
                .put("sender_email", "root@evil.example");
        body.put("ip_address", "6.6.6.6")
                .put("user_agent", "evil")
                .put("guest_proof", "00")
                .put("ticketNumber", "SMI-2001-000001");
        body.putArray("tags").add("evil");
        body.putArray("history");
        body.putArray("attachments").addObject().put("url", "https://evil.example");
        body.putObject("owner").put("user_id", ID).put("email", "root@evil.example");
        body.putObject("user").put("id", ID).put("role", "admin");
        body.putObject("__proto__").put("role", "admin");
        body.putObject("constructor").putObject("prototype").put("role", "admin");
        return body;
    }

    private void untouched(JsonNode detail) {
        assertThat(detail.toString()).doesNotContain(ID, LONG_AGO, "evil", "6.6.6.6", "SMI-2001", "Root");
        assertThat(detail.path("tags").isNull()).isTrue();
        assertThat(detail.path("attachments").isNull()).isTrue();
        assertThat(detail.path("assigned_to").isNull()).isTrue();
        assertThat(detail.path("satisfaction_rating").isNull()).isTrue();
        assertThat(detail.path("user_id").asText()).isEqualTo(owner.id());
        assertThat(detail.at("/user/role").asText()).isNotEqualTo("admin");
    }

    private static void ours(JsonNode message, Person sender, boolean fromUser) {
        assertThat(message.path("is_internal").asBoolean(true)).isFalse();
        assertThat(message.path("is_from_user").asBoolean(!fromUser)).isEqualTo(fromUser);
        assertThat(message.path("user_id").asText()).isEqualTo(sender.id());
        assertThat(message.path("sender_name").asText()).isEqualTo(sender.name());
        assertThat(message.path("sender_email").asText()).isEqualTo(sender.email());
        assertThat(message.path("attachments").isNull()).isTrue();
    }
}
