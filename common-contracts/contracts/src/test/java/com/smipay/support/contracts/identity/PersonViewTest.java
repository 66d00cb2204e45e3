package com.smipay.support.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.smipay.support.contracts.json.Json;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// How tickets and chats show a person (`admin-api.md`, Ticket row and Ticket detail).
class PersonViewTest {
    private static final JsonNode FACT = JsonNodeFactory.instance.objectNode();
    private static final PersonView.Full ADA = new PersonView.Full(
            "u-1", "Ada", "Obi", "ada@x.ng", "+234", "@ada", FACT, "active", "user", FACT, FACT, FACT);

    @Test
    void anOwnerIsShownInFullInBriefAndAnybodyInSummary() {
        assertThat(names(ADA))
                .containsExactly(
                        "id",
                        "first_name",
                        "last_name",
                        "email",
                        "phone_number",
                        "smipay_tag",
                        "profile_image",
                        "account_status",
                        "role",
                        "wallet",
                        "tier",
                        "kyc_verification");
        assertThat(names(Objects.requireNonNull(PersonView.Brief.of(ADA))))
                .containsExactly(
                        "id", "first_name", "last_name", "email", "phone_number", "smipay_tag", "profile_image");
        assertThat(names(new PersonView.Summary("u-1", null, null, null)))
                .containsExactly("id", "first_name", "last_name", "email");
    }

    @Test
    void somebodyWhoHasToBeNamedIsNamedWithoutBeingKnown() {
        PersonView.Summary known = new PersonView.Summary("u-1", "Ada", "Obi", "ada@x.ng");

        assertThat(PersonView.Summary.of("u-1", "Support", known)).isEqualTo(known);
        assertThat(PersonView.Summary.of("u-1", "Support", null))
                .isEqualTo(new PersonView.Summary("u-1", "Support", null, null));
        assertThat(PersonView.Summary.of(null, null, null)).isNull();
        assertThat(PersonView.Brief.of(null)).isNull();
    }

    private static Iterable<String> names(PersonView person) {
        JsonNode json = Json.mapper().valueToTree(person);
        return json::fieldNames;
    }
}
