package com.smipay.support.acceptance.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.Registry;
import com.smipay.support.contracts.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whose ticket it is, over every call and socket alike (`decisions.md` 13, 54, 67, 68).
class OwnershipTest {
    private final Person admin = Person.admin();
    private final Dashboard desk = admin.dashboard();

    @Test
    void whoRegistersAgainOwnsTheTicketsOfTheAccountThatIsGone() {
        Person before = Person.user();
        Person after = again(before);
        Ticket written = before.app().open();
        Ticket rated = before.app().open();
        Ticket read = before.app().open();
        after.app().conversation(read).expect(404);

        Registry.forget(told(before, "user"));

        try (LiveSocket socket = LiveSocket.of(after)) {
            assertThat(after.app().listed(written).path("ticket_number").asText())
                    .isEqualTo(written.number());
            assertThat(after.app().read(written).path("messages")).hasSize(1);
            LiveSocket.yes(socket.join(written));
            desk.replied(written, "We are looking into it");
            socket.await("ticket_updated", e -> e.text("ticket_id").equals(written.id()));
            socket.await("new_message", e -> e.text("ticket_id").equals(written.id()));
        }
        after.app().say(written, Canary.text("It is still me, with another account"));
        after.app().markRead(read).expect(200);
        desk.moved(rated, "resolved");
        after.app().rate(rated, 5).success(201, "Thank you for your feedback");

        for (Ticket ticket : new Ticket[] {written, rated, read}) {
            assertThat(desk.row(ticket).path("user_id").asText()).isEqualTo(after.id());
            before.app().conversation(ticket).expect(404);
        }
    }

    @Test
    void anAgentWhoIsGoneIsNobodyToAssignTo() {
        Person agent = Person.admin();
        Ticket ticket = Person.user().app().open();
        Registry.tell(told(agent, "admin"));
        desk.assign(ticket, agent.id().toUpperCase(Locale.ROOT)).success(200, "Ticket assigned");
        agent.dashboard().list("?limit=1").expect(200);
        try (LiveSocket socket = LiveSocket.of(admin);
                LiveSocket theirs = LiveSocket.of(agent)) {
            Registry.forget(told(agent, "admin"));

            assertThat(theirs.await("exception").text("code")).isEqualTo("FORBIDDEN");
            theirs.awaitEnd();
            assertThat(LiveSocket.refused(Map.of("token", agent.bearer()))
                            .path("data")
                            .path("code")
                            .asText())
                    .isEqualTo("FORBIDDEN");

            LiveSocket.Event pushed = socket.await(
                    "ticket_updated",
                    e -> e.text("ticket_id").equals(ticket.id())
                            && e.payload().path("assigned_to").isNull());
            assertThat(pushed.text("event")).isEqualTo("assigned");
            assertThat(pushed.text("assigned_admin_name")).isEqualTo("Unassigned");
        }
        assertThat(desk.row(ticket).path("assigned_to").isNull()).isTrue();
        desk.assign(ticket, agent.id()).refused(400, "NOT_AN_ADMIN");
        agent.dashboard().list("?limit=1").expect(403);

        Registry.tell(told(agent, "admin"));
        agent.dashboard().list("?limit=1").expect(200);
    }

    @Test
    void aCorrectedContactGivesAGuestsTicketToWhomItNames() {
        Person mistyped = Person.guest();
        Ticket ticket = mistyped.app().open();
        Person right = Person.user();
        ObjectNode contact = Json.mapper().createObjectNode().put("email", right.email());

        try (LiveSocket socket = LiveSocket.of(admin)) {
            desk.put(ticket, "contact", contact).success(200, "Contact updated");

            socket.await(
                    "ticket_updated",
                    e -> e.text("ticket_id").equals(ticket.id())
                            && e.text("event").equals("contact_changed"));
        }

        right.app().listed(ticket);
        assertThat(right.app().read(ticket).path("email").asText()).isEqualTo(right.email());
        right.app()
                .write(ticket.number(), Canary.text("This is mine"), mistyped.email())
                .refused(400, "EMAIL_MISMATCH");
        right.app()
                .write(ticket.number(), Canary.text("This is mine"), right.email())
                .expect(201);
        assertThat(desk.row(ticket).path("user_id").asText()).isEqualTo(right.id());
    }

    @Test
    void aTicketThatAnAgentOpensIsTheCallers() {
        Person caller = Person.user();
        ObjectNode body = caller.app().newTicket().put("user_id", caller.id());

        JsonNode row;
        try (LiveSocket socket = LiveSocket.of(caller)) {
            row = desk.authorized(Call.post(Dashboard.BASE)).json(body).send().success(201, "Ticket created");

            assertThat(socket.await("ticket_updated").text("event")).isEqualTo("opened_for_you");
        }

        assertThat(row.path("user_id").asText()).isEqualTo(caller.id());
        Ticket ticket =
                new Ticket(row.path("id").asText(), row.path("ticket_number").asText(), caller.email(), "");
        JsonNode message = caller.app().read(ticket).path("messages").path(0);
        assertThat(message.path("is_from_user").asBoolean()).isTrue();
        assertThat(message.path("message").asText())
                .isEqualTo(body.path("description").asText());
        JsonNode opened = desk.detail(ticket).path("history").path(0);
        assertThat(opened.path("by").path("id").asText()).isEqualTo(admin.id());
        desk.replied(ticket, "As we said on the phone");
        assertThat(desk.row(ticket).path("last_message_from").asText()).isEqualTo("support");
        assertThat(desk.row(ticket).path("unread_by_support").asBoolean()).isFalse();
    }

    /// The same person, with a new account.
    private static Person again(Person person) {
        Person again = new Person(
                UUID.randomUUID().toString(),
                person.firstName(),
                person.lastName(),
                person.email(),
                Canary.device(),
                null);
        return again.withToken(Person.token(again.claims("user")));
    }

    private static com.smipay.support.contracts.identity.Person told(Person person, @Nullable String role) {
        return new com.smipay.support.contracts.identity.Person(
                person.id(), person.email(), null, null, null, null, null, role, null, null, null, null);
    }
}
