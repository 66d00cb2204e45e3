package com.smipay.support.acceptance.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.Registry;
import com.smipay.support.contracts.identity.RegistrationSession;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A ticket of somebody who can't complete the registration (`decisions.md` 17, 30).
class RegistrationTest {
    private final Person guest = Person.guest();
    private final App app = guest.app();

    @Test
    void aLiveSessionSetsTheTypeFillsThePhoneAndGivesTheName() {
        String phone = Canary.phone();
        RegistrationSession session = session(phone, "active", Duration.ofHours(1));
        Registry.tell(session);

        JsonNode ticket = app.request(with(session).put("support_type", "CARD_ISSUE"))
                .success(201, "Support ticket created successfully")
                .path("ticket");

        assertThat(ticket.path("support_type").asText()).isEqualTo("REGISTRATION_ISSUE");
        assertThat(ticket.path("priority").asText()).isEqualTo("high");
        assertThat(ticket.path("phone_number").asText()).isEqualTo("+234" + phone.substring(1));
        assertThat(ticket.path("messages").path(0).path("sender_name").asText()).isEqualTo(guest.name());
    }

    @Test
    void thePhoneOfTheBodyWins() {
        RegistrationSession session = session(Canary.phone(), null, Duration.ofHours(1));
        Registry.tell(session);
        String other = Canary.phone();

        JsonNode ticket = app.request(with(session).put("phone_number", other))
                .expect(201)
                .data()
                .path("ticket");

        assertThat(ticket.path("phone_number").asText()).isEqualTo("+234" + other.substring(1));
    }

    @Test
    void theEmailsAreComparedWithoutCaseAndSpace() {
        RegistrationSession session = session(null, "pending", Duration.ofHours(1));
        Registry.tell(session);

        app.request(with(session).put("email", " " + guest.email().toUpperCase(java.util.Locale.ROOT)))
                .expect(201);
    }

    @ParameterizedTest
    @CsvSource({"active, -1", "completed, 60", "cancelled, 60", "expired, 60"})
    void aSessionThatIsNotLiveIsInvalid(String status, int minutes) {
        RegistrationSession session = session(null, status, Duration.ofMinutes(minutes));
        Registry.tell(session);

        app.request(with(session)).refused(400, "INVALID_SESSION", "Invalid session ID");
    }

    @Test
    void anotherEmailAnUnknownSessionAndADeletedOneAreInvalid() {
        RegistrationSession session = session(null, "active", Duration.ofHours(1));
        Registry.tell(session);

        app.request(with(session).put("email", Canary.email())).refused(400, "INVALID_SESSION", "Invalid session ID");
        app.request(app.newTicket().put("session_id", "nobody-told-us"))
                .refused(400, "INVALID_SESSION", "Invalid session ID");
        app.request(with(session)).expect(201);
        Registry.forget(session);
        app.request(with(session)).refused(400, "INVALID_SESSION", "Invalid session ID");
    }

    private ObjectNode with(RegistrationSession session) {
        return app.newTicket().put("session_id", session.sessionId());
    }

    private RegistrationSession session(@Nullable String phone, @Nullable String status, Duration life) {
        return new RegistrationSession(
                "session-" + UUID.randomUUID(),
                guest.email(),
                phone,
                guest.firstName(),
                guest.lastName(),
                Instant.now().plus(life),
                status);
    }
}
