package com.smipay.support.acceptance.http;

import static com.smipay.support.acceptance.javascript.ForeignSigner.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.javascript.ForeignSigner;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tokens of the signers that backends use work everywhere, as they are (`decisions.md` 14): no key id, no name, a
/// phone number, roles of their own.
class ForeignSignerTest {
    @ParameterizedTest
    @EnumSource
    void userLivesATicketsLife(ForeignSigner signer) {
        Person user = signer.user();
        App app = user.app();

        Ticket ticket = app.open();
        try (LiveSocket socket = LiveSocket.of(user)) {
            socket.join(ticket);
            app.say(ticket, "Is anybody there?");
            assertThat(socket.await("new_message").text("ticket_id")).isEqualTo(ticket.id());
        }
        assertThat(app.listed(ticket).path("ticket_number").asText()).isEqualTo(ticket.number());
        app.read(ticket);
        app.markRead(ticket).expect(200);
        Person.admin().dashboard().moved(ticket, "resolved");
        app.rate(ticket, 5).expect(201);
        user.dashboard().list("").refused(403, "FORBIDDEN");
    }

    @Test
    void whoIsNoAdminByTheSettingIsAUser() {
        Person person = Person.user();
        Map<String, Object> without = new HashMap<>(claims(person, "user"));
        without.remove("role");
        List<String> tokens = ForeignSigner.JSONWEBTOKEN.tokens(
                claims(person, "super_admin"),
                claims(person, "Admin"),
                claims(person, List.of("admin")),
                claims(person, 1),
                claims(person, ""),
                without);

        for (String token : tokens) {
            Person user = person.withToken(token);
            user.app().myTickets().expect(200);
            user.dashboard().list("").refused(403, "FORBIDDEN");
            LiveSocket.of(user).close();
        }
    }

    @Test
    void adminWithoutANameWorks() {
        Person admin = ForeignSigner.JSONWEBTOKEN.admin();
        Ticket ticket = Person.user().app().open();
        Dashboard dashboard = admin.dashboard();

        dashboard.assign(ticket, admin.id()).expect(200);
        dashboard.replied(ticket, "We are looking into it.");
        dashboard.moved(ticket, "resolved");
        dashboard.detail(ticket);
        LiveSocket.of(admin).close();
    }

    /// What a database that counts its accounts gives out, a number, and an id in capitals.
    @Test
    void idIsOneHoweverItIsWritten() {
        Person person = Person.user();
        Map<String, Object> capitals = new HashMap<>(claims(person, "user"));
        capitals.put("sub", person.id().toUpperCase(Locale.ROOT));
        Map<String, Object> number = new HashMap<>(claims(person, "user"));
        number.put("sub", 4_200_000 + System.nanoTime() % 1_000_000);
        List<String> tokens = ForeignSigner.JSONWEBTOKEN.tokens(capitals, number);
        Person written = person.withToken(tokens.getFirst());
        Person counted = Person.user().withToken(tokens.getLast());

        Ticket ticket = written.app().open();
        person.app().read(ticket);
        assertThat(Person.admin()
                        .dashboard()
                        .row(ticket)
                        .path("user")
                        .path("id")
                        .asText())
                .isEqualTo(person.id());
        Ticket own = counted.app().open();
        counted.app().read(own);
    }

    @Test
    void tokenOfAnotherSecretIsRefused() {
        String token = Person.user().bearer();
        Call.get(App.MY_TICKETS)
                .by(Person.user()
                        .withToken(token.substring(0, token.lastIndexOf('.') + 1)
                                + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
                .send()
                .refused(401, "UNAUTHENTICATED");
    }
}
