package com.smipay.support.acceptance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.Registry;
import com.smipay.support.contracts.json.Json;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the account system tells about people, and what tokens add (`decisions.md` 30, 34, 43).
class PeopleTest {
    private final Person user = Person.user();
    private final Dashboard admin = Person.admin().dashboard();
    private final Ticket ticket = user.app().open();

    @Test
    void theDetailShowsWhatTheAccountSystemToldAndThatWinsOverTokens() {
        Registry.tell(told(user.id(), "user", "Told" + Canary.WORD));

        user.app().myTickets().expect(200);

        JsonNode owner = admin.detail(ticket).path("user");
        assertThat(owner.path("first_name").asText()).isEqualTo("Told" + Canary.WORD);
        assertThat(owner.path("last_name").isNull())
                .as("a name is one source's")
                .isTrue();
        assertThat(owner.path("smipay_tag").asText()).isEqualTo("@told");
        assertThat(owner.path("profile_image").path("secure_url").asText()).isEqualTo("https://cdn.example.com/a.png");
        assertThat(owner.path("account_status").asText()).isEqualTo("active");
        assertThat(owner.path("role").asText()).isEqualTo("user");
        assertThat(owner.path("wallet").path("current_balance").asInt()).isEqualTo(50_000);
        assertThat(owner.path("tier").path("name").asText()).isEqualTo("gold");
        assertThat(owner.path("kyc_verification").path("status").asText()).isEqualTo("approved");
        assertThat(owner.path("wallet").has("ledger")).isFalse();
        assertThat(admin.row(ticket).path("user").path("smipay_tag").asText()).isEqualTo("@told");
    }

    @Test
    void aTombstoneDeletesTheCopyUntilANewerRecord() {
        com.smipay.support.contracts.identity.Person person = told(user.id(), "user", "Told" + Canary.WORD);
        Registry.tell(person);
        Registry.forget(person);

        user.app().myTickets().expect(200);
        assertThat(admin.detail(ticket).path("user").isNull())
                .as("a tombstone holds, whatever tokens say, and the ticket is the person's with its email")
                .isTrue();

        Registry.tell(person);
        Ticket next = user.app().open();
        assertThat(admin.detail(next).path("user").path("first_name").asText()).isEqualTo("Told" + Canary.WORD);
    }

    @Test
    void somebodyToldToBeAnAdminIsAssignedWithName() {
        String id = UUID.randomUUID().toString();
        Registry.tell(told(id, "admin", "Ngozi" + Canary.WORD));

        JsonNode row = admin.assign(ticket, id).success(200, "Ticket assigned");

        assertThat(row.path("assigned_admin").path("first_name").asText()).isEqualTo("Ngozi" + Canary.WORD);
    }

    @Test
    void somebodyToldToBeNoAdminIsRefused() {
        String id = UUID.randomUUID().toString();
        Registry.tell(told(id, "user", "Emeka" + Canary.WORD));

        admin.assign(ticket, id).refused(400, "NOT_AN_ADMIN");
    }

    private static com.smipay.support.contracts.identity.Person told(String id, String role, String firstName) {
        return new com.smipay.support.contracts.identity.Person(
                id,
                Canary.email(),
                firstName,
                null,
                "+234" + Canary.phone().substring(1),
                "@told",
                Json.mapper().createObjectNode().put("secure_url", "https://cdn.example.com/a.png"),
                role,
                "active",
                Json.mapper().createObjectNode().put("current_balance", 50_000).put("ledger", "dropped"),
                Json.mapper().createObjectNode().put("name", "gold"),
                Json.mapper().createObjectNode().put("status", "approved"));
    }
}
