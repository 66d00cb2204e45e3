package com.smipay.support.acceptance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /:id/reply` (`admin-api.md`, `decisions.md` 33, 38).
class ReplyTest {
    private final App app = Person.user().app();
    private final Person agent = Person.admin();
    private final Dashboard admin = agent.dashboard();
    private final Ticket ticket = app.open();

    @Test
    void aReplyIsAnsweredInTheAdminsShapeAndSeenByTheUser() {
        String words = Canary.text(" Ẹ kú iṣẹ́ 🙏\n");

        JsonNode message = admin.reply(ticket, words).success(201, "Reply sent");

        assertThat(message.path("message").asText()).isEqualTo(words);
        assertThat(message.path("is_internal").asBoolean(true)).isFalse();
        assertThat(message.path("is_from_user").asBoolean(true)).isFalse();
        assertThat(message.path("user_id").asText()).isEqualTo(agent.id());
        assertThat(message.path("sender_name").asText()).isEqualTo(agent.name());
        assertThat(message.path("sender_email").asText()).isEqualTo(agent.email());
        JsonNode seen = app.read(ticket).path("messages").path(1);
        assertThat(seen.path("id")).isEqualTo(message.path("id"));
        assertThat(seen.path("message").asText()).isEqualTo(words);
        assertThat(admin.detail(ticket).path("messages").path(1)).isEqualTo(message);
    }

    @Test
    void theFirstReplySetsTheResponseTimes() {
        JsonNode before = admin.row(ticket);
        assertThat(before.path("first_response_at").isNull()).isTrue();
        assertThat(before.path("response_time_seconds").isNull()).isTrue();

        JsonNode first = admin.replied(ticket, "First");
        JsonNode second = admin.replied(ticket, "Second");

        JsonNode row = admin.row(ticket);
        assertThat(row.path("first_response_at")).isEqualTo(first.path("createdAt"));
        assertThat(row.path("last_response_at")).isEqualTo(second.path("createdAt"));
        Duration waited = Duration.between(
                Instant.parse(row.path("createdAt").asText()),
                Instant.parse(row.path("first_response_at").asText()));
        assertThat(row.path("response_time_seconds").asLong()).isBetween(waited.toSeconds(), waited.toSeconds() + 1);
        assertThat(row.path("message_count").asInt()).isEqualTo(3);
        assertThat(app.read(ticket).path("last_response_at")).isEqualTo(second.path("createdAt"));
    }

    @ParameterizedTest
    @CsvSource({
        "pending, in_progress",
        "in_progress, in_progress",
        "waiting_user, waiting_user",
        "escalated, escalated",
        "resolved, resolved"
    })
    void aReplyMovesOnlyAPendingTicket(String before, String after) {
        if (!before.equals("pending")) {
            admin.moved(ticket, before);
        }

        admin.reply(ticket, "We are looking into it").success(201, "Reply sent");

        assertThat(admin.row(ticket).path("status").asText()).isEqualTo(after);
        assertThat(app.read(ticket).path("status").asText()).isEqualTo(after);
        assertThat(app.listed(ticket).path("status").asText()).isEqualTo(after);
    }

    @Test
    void theMoveStandsInTheHistoryAsNobodys() {
        admin.replied(ticket, "We are looking into it");

        JsonNode moved = admin.detail(ticket).path("history").path(1);

        assertThat(moved.path("change").asText()).isEqualTo("status");
        assertThat(moved.path("from").asText()).isEqualTo("pending");
        assertThat(moved.path("to").asText()).isEqualTo("in_progress");
        assertThat(moved.path("by").isNull()).isTrue();
    }

    @Test
    void aClosedTicketTakesNotesOnly() {
        admin.moved(ticket, "closed");

        admin.reply(ticket, "One more thing")
                .refused(400, "TICKET_NOT_OPEN", "Cannot add messages to a closed or resolved ticket");
        admin.note(ticket, Canary.text("For the record")).success(201, "Reply sent");
    }

    @Test
    void aNoteShowsNowhereToTheUserAndCountsNowhere() {
        admin.replied(ticket, "Visible");
        JsonNode row = admin.row(ticket);
        JsonNode read = app.read(ticket);
        JsonNode listed = app.listed(ticket);
        String words = Canary.text("Customer seems confused");

        JsonNode note = admin.note(ticket, words).success(201, "Reply sent");

        assertThat(note.path("is_internal").asBoolean()).isTrue();
        assertThat(app.read(ticket)).isEqualTo(read);
        assertThat(app.listed(ticket)).isEqualTo(listed);
        assertThat(admin.row(ticket)).isEqualTo(row);
        assertThat(admin.detail(ticket).path("messages").path(2)).isEqualTo(note);
        assertThat(admin.detail(ticket).path("message_count").asInt()).isEqualTo(2);
        assertThat(admin.listed("?search=" + words.substring(words.length() - 37, words.length() - 1))
                        .path("tickets"))
                .isEmpty();
    }

    @Test
    void aNoteOnAPendingTicketLeavesItPending() {
        admin.note(ticket, Canary.text("Let us see")).success(201, "Reply sent");

        JsonNode row = admin.row(ticket);
        assertThat(row.path("status").asText()).isEqualTo("pending");
        assertThat(row.path("first_response_at").isNull()).isTrue();
        assertThat(row.path("message_count").asInt()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} characters: {1}")
    @CsvSource({"0, 400", "1, 201", "5000, 201", "5001, 400"})
    void lengthsCountCodePointsAfterTrimming(int length, int status) {
        admin.reply(ticket, " " + "🙏".repeat(length) + "\n").expect(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"message\":null}",
                "{\"message\":7}",
                "{\"message\":\"a\\u0000b\"}",
                "{\"message\":\"\\ud800\"}"
            })
    void aMessageThatIsNoneIsRefused(String json) {
        assertThat(admin.authorized(com.smipay.support.acceptance.client.Call.post(
                                Dashboard.BASE + "/" + ticket.id() + "/reply"))
                        .json(json)
                        .send()
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("message");
    }

    @Test
    void isInternalIsTrueOrFalse() {
        assertThat(admin.authorized(com.smipay.support.acceptance.client.Call.post(
                                Dashboard.BASE + "/" + ticket.id() + "/reply"))
                        .json(Json.mapper()
                                .createObjectNode()
                                .put("message", "Hello")
                                .put("is_internal", "yes"))
                        .send()
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("is_internal");
    }
}
