package com.smipay.support.acceptance.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A ticket that was made without a token: who reads it, and how it comes to belong to an account (`decisions.md` 12,
/// 13, 35).
class GuestTest {
    private final Person guest = Person.guest();
    private final App app = guest.app();
    private final Ticket ticket = app.open();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void theDeviceThatMadeItReadsIt() {
        assertThat(app.read(ticket).path("id").asText()).isEqualTo(ticket.id());
    }

    @Test
    void whoGivesItsEmailReadsItFromAnyDevice() {
        App other = Person.guest().app();

        other.conversation(ticket.number(), "&email=" + ticket.email()).success(200, "Ticket retrieved");
        other.conversation(ticket.number(), "&email=%20" + ticket.email().toUpperCase(Locale.ROOT))
                .success(200, "Ticket retrieved");
    }

    @Test
    void anAdminReadsIt() {
        Person.admin().app().conversation(ticket).success(200, "Ticket retrieved");
    }

    @Test
    void everybodyElseGetsThe404OfATicketThatDoesNotExist() {
        App other = Person.guest().app();
        App account = Person.user().app();
        List<Reply> replies = List.of(
                other.conversation(ticket),
                other.conversation(ticket.number(), "&email=" + Canary.email()),
                account.conversation(ticket),
                account.conversation(ticket.number(), "&email=" + Canary.email()));

        assertThat(replies).allSatisfy(reply -> sameAsUnknown(other, ticket, reply));
    }

    @Test
    void anAccountsTicketIsReadByNeitherDeviceNorEmail() {
        Person owner = Person.user();
        Ticket owned = owner.app().open();
        App sameDevice = owner.withToken(null).app();

        assertThat(List.of(
                        sameDevice.conversation(owned),
                        sameDevice.conversation(owned.number(), "&email=" + owned.email())))
                .allSatisfy(reply -> sameAsUnknown(sameDevice, owned, reply));
    }

    @Test
    void aLaterAccountWithThatEmailOwnsIt() {
        App account = guest.registered().app();

        assertThat(account.listed(ticket).path("id").asText()).isEqualTo(ticket.id());
        assertThat(account.read(ticket).path("id").asText()).isEqualTo(ticket.id());
        assertThat(admin.row(ticket).path("user_id").isNull())
                .as("reading binds nothing")
                .isTrue();
    }

    @Test
    void anEmailThatIsNotVerifiedOwnsNothing() {
        Map<String, Object> claims = new HashMap<>(guest.claims("user"));
        claims.put("email_verified", false);
        Person unverified = guest.withDevice(Canary.device()).withToken(Person.token(claims));

        unverified.app().conversation(ticket).refused(404, "TICKET_NOT_FOUND");
        assertThat(unverified.app().myTickets().data().path("total_tickets").asInt())
                .isZero();
    }

    @Test
    void theFirstMessageOfTheAccountBindsTheTicketAndEndsTheAccessByDeviceAndEmail() {
        Person account = guest.registered();

        account.app().say(ticket, Canary.text("Now I have an account"));

        sameAsUnknown(app, ticket, app.conversation(ticket));
        sameAsUnknown(app, ticket, app.conversation(ticket.number(), "&email=" + ticket.email()));
        assertThat(account.app().read(ticket).path("total_messages").asInt()).isEqualTo(2);
        assertThat(account.app().listed(ticket).path("message_count").asInt()).isEqualTo(2);
        JsonNode detail = admin.detail(ticket);
        assertThat(detail.path("user_id").asText()).isEqualTo(account.id());
        assertThat(detail.path("user").path("email").asText()).isEqualTo(account.email());
        JsonNode claimed = detail.path("history").path(1);
        assertThat(claimed.path("change").asText()).isEqualTo("claimed");
        assertThat(claimed.path("from").isNull()).isTrue();
        assertThat(claimed.path("to").asText()).isEqualTo(account.id());
        assertThat(claimed.path("by").path("id").asText()).isEqualTo(account.id());
    }

    @Test
    void aReadMarkBindsItToo() {
        Person account = guest.registered();
        admin.replied(ticket, "Hello");

        account.app().markRead(ticket).success(200, "Marked as read");

        app.conversation(ticket).refused(404, "TICKET_NOT_FOUND");
        assertThat(admin.row(ticket).path("user_id").asText()).isEqualTo(account.id());
    }

    @Test
    void aRatingBindsItToo() {
        Person account = guest.registered();
        admin.moved(ticket, "resolved");

        account.app().rate(ticket, 5).success(201, "Thank you for your feedback");

        app.conversation(ticket).refused(404, "TICKET_NOT_FOUND");
        assertThat(admin.row(ticket).path("user_id").asText()).isEqualTo(account.id());
        assertThat(account.app().read(ticket).path("satisfaction_rating").asInt())
                .isEqualTo(5);
    }

    @Test
    void onceBoundItBelongsToNoOtherAccountWithThatEmail() {
        Person first = guest.registered();
        first.app().say(ticket, Canary.text("It is mine now"));
        Map<String, Object> claims = new HashMap<>(guest.claims("user"));
        claims.put("sub", Person.user().id());
        App second = guest.withDevice(Canary.device())
                .withToken(Person.token(claims))
                .app();

        second.conversation(ticket).refused(404, "TICKET_NOT_FOUND");
        assertThat(second.myTickets().data().path("total_tickets").asInt()).isZero();
        admin.moved(ticket, "resolved");
        second.rate(ticket, 1).refused(400, "NOT_TICKET_OWNER", "You can only rate your own tickets");
    }

    @Test
    void aGuestWritesAndMarksAsReadWithItsDeviceAndTheContactEmail() {
        app.say(ticket, Canary.text("Still without an account"));
        admin.replied(ticket, "Hello");
        JsonNode marked = app.markRead(ticket).success(200, "Marked as read");

        assertThat(marked.path("ticket_number").asText()).isEqualTo(ticket.number());
        assertThat(admin.row(ticket).path("user_id").isNull()).isTrue();
        assertThat(admin.row(ticket).path("user").isNull()).isTrue();
        Person.guest().app().markRead(ticket).refused(404, "TICKET_NOT_FOUND");
    }

    @Test
    void aMessageWithATokenOfSomebodyElseBindsNothing() {
        Person other = Person.user();

        Call.post(App.ADD_MESSAGE)
                .by(other)
                .json(com.smipay.support.contracts.json.Json.mapper()
                        .createObjectNode()
                        .put("ticket_number", ticket.number())
                        .put("message", Canary.text("I know the email"))
                        .put("email", ticket.email()))
                .send()
                .success(201, "Message sent");

        assertThat(admin.row(ticket).path("user_id").isNull()).isTrue();
        other.app().conversation(ticket).refused(404, "TICKET_NOT_FOUND");
        app.read(ticket);
    }

    /// Body and headers are those of a ticket that does not exist; only the number and what differs with every request
    /// may differ.
    private static void sameAsUnknown(App app, Ticket ticket, Reply reply) {
        String unknown = "SMI-2026-999999998";
        Reply reference = app.conversation(unknown, "");

        reply.refused(404, "TICKET_NOT_FOUND", "Ticket " + ticket.number() + " not found");
        assertThat(reply.text().replace(ticket.number(), unknown)).isEqualTo(reference.text());
        assertThat(reply.headers().map().keySet())
                .isEqualTo(reference.headers().map().keySet());
    }
}
