package com.smipay.support.acceptance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `GET /:id` (`admin-api.md`, Ticket detail; `decisions.md` 40).
class DetailTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void itIsTheRowAndEverythingElse() {
        Ticket ticket =
                app.open(app.newTicket().put("related_transaction_id", "tx-1").put("phone_number", Canary.phone()));
        admin.replied(ticket, "Hello");
        admin.moved(ticket, "resolved");
        app.rate(ticket, 4);

        JsonNode detail = admin.detail(ticket);
        JsonNode row = admin.row(ticket);

        row.properties().stream()
                .filter(field -> !field.getKey().equals("user"))
                .forEach(field -> assertThat(detail.path(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
        assertThat(detail.path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(detail.path("feedback").asText()).startsWith("Fine");
        assertThat(detail.path("related_transaction_id").asText()).isEqualTo("tx-1");
        assertThat(detail.path("messages").findValuesAsText("is_from_user")).containsExactly("true", "false");
        for (String field : List.of(
                "internal_notes", "tags", "attachments", "related_transaction", "related_registration_progress_id")) {
            assertThat(detail.path(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void theOwnerIsShownAsTheTokenTellsAndTheRestIsNullWhileNobodyTells() {
        Ticket ticket = app.open();

        JsonNode owner = admin.detail(ticket).path("user");

        assertThat(owner.path("id").asText()).isEqualTo(user.id());
        assertThat(owner.path("first_name").asText()).isEqualTo(user.firstName());
        assertThat(owner.path("last_name").asText()).isEqualTo(user.lastName());
        assertThat(owner.path("email").asText()).isEqualTo(user.email());
        for (String field :
                List.of("phone_number", "smipay_tag", "profile_image", "wallet", "tier", "kyc_verification")) {
            assertThat(owner.path(field).isNull()).as(field).isTrue();
        }
        assertThat(owner.path("account_status").asText()).isEqualTo("unknown");
    }
}
