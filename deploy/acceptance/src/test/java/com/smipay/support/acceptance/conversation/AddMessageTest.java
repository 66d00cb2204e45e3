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
import com.smipay.support.contracts.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /api/v1/support/ticket/add-message` (`support-api.md` §4, `decisions.md` 18, 35).
class AddMessageTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Dashboard admin = Person.admin().dashboard();
    private final Ticket ticket = app.open();

    @Test
    void theMessageComesBackAsItWasSent() {
        String words = Canary.text("  Ẹ ṣé púpọ̀ 🙏\r\n₦50,000\tשלום  ");

        JsonNode data = app.write(ticket, words).success(201, "Message sent");

        assertThat(data.path("ticket_number").asText()).isEqualTo(ticket.number());
        assertThat(data.path("ticket_id").asText()).isEqualTo(ticket.id());
        JsonNode message = data.path("message");
        assertThat(message.path("message").asText()).isEqualTo(words);
        assertThat(message.path("is_from_user").asBoolean()).isTrue();
        assertThat(message.path("sender_name").asText()).isEqualTo(user.name());
        assertThat(message.path("sender_email").asText()).isEqualTo(user.email());
        assertThat(message.path("attachments").isNull()).isTrue();
        assertThat(message.path("id").asText().charAt(14)).as("UUID version").isEqualTo('7');
        JsonNode newest = app.read(ticket).path("messages").path(1);
        assertThat(newest.path("message").asText()).isEqualTo(words);
        assertThat(newest.path("created_at")).isEqualTo(message.path("createdAt"));
    }

    @Test
    void numberAndEmailAreTakenInAnyCase() {
        app.write(
                        ticket.number().toLowerCase(Locale.ROOT),
                        Canary.text("In small letters"),
                        " " + ticket.email().toUpperCase(Locale.ROOT))
                .success(201, "Message sent");
    }

    @ParameterizedTest(name = "{0} characters: {1}")
    @CsvSource({"9, 400", "10, 201", "5000, 201", "5001, 400"})
    void lengthsCountCodePointsAfterTrimming(int length, int status) {
        app.write(ticket, "\n " + "🙏".repeat(length) + " \t").expect(status);
    }

    @Test
    void everyWrongFieldIsNamed() {
        Reply missing = Call.post(App.ADD_MESSAGE).by(user).json("{}").send();
        Reply wrong = Call.post(App.ADD_MESSAGE)
                .by(user)
                .json(Json.mapper()
                        .createObjectNode()
                        .put("ticket_number", 7)
                        .put("message", "short")
                        .put("email", "nobody"))
                .send();

        assertThat(missing.refused(400, "VALIDATION_FAILED").fields())
                .containsExactly("ticket_number", "message", "email");
        assertThat(wrong.refused(400, "VALIDATION_FAILED").fields())
                .containsExactly("ticket_number", "message", "email");
    }

    @Test
    void anUnknownTicketIsNotFound() {
        app.write("SMI-2026-XXXX", Canary.text("To nobody at all"), user.email())
                .refused(404, "TICKET_NOT_FOUND", "Ticket SMI-2026-XXXX not found");
    }

    @Test
    void anotherEmailIsRefusedEvenWithTheOwnersToken() {
        app.write(ticket.number(), Canary.text("From another address"), Canary.email())
                .refused(400, "EMAIL_MISMATCH", "Email does not match the ticket owner");
    }

    @Test
    void theEmailIsTheContactEmailAndNotThatOfTheAccount() {
        Ticket other = app.open(app.newTicket().put("email", Canary.email()));

        app.write(other.number(), Canary.text("From the account's"), user.email())
                .refused(400, "EMAIL_MISMATCH", "Email does not match the ticket owner");
        app.write(other, Canary.text("From the contact's")).success(201, "Message sent");
    }

    @Test
    void theOwnerCheckComesBeforeTheStatus() {
        admin.moved(ticket, "closed");

        app.write(ticket.number(), Canary.text("From another address"), Canary.email())
                .refused(400, "EMAIL_MISMATCH", "Email does not match the ticket owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "closed"})
    void aSettledTicketTakesNoMessage(String status) {
        admin.moved(ticket, status);

        app.write(ticket, Canary.text("One more thing"))
                .refused(400, "TICKET_NOT_OPEN", "Cannot add messages to a closed or resolved ticket");
        admin.moved(ticket, "in_progress");
        app.write(ticket, Canary.text("One more thing")).success(201, "Message sent");
    }

    @ParameterizedTest
    @CsvSource({"pending, pending", "in_progress, in_progress", "waiting_user, in_progress", "escalated, escalated"})
    void aMessageMovesOnlyATicketThatWaitsForTheUser(String before, String after) {
        if (!before.equals("pending")) {
            admin.moved(ticket, before);
        }

        app.say(ticket, Canary.text("Here is my answer"));

        assertThat(app.read(ticket).path("status").asText()).isEqualTo(after);
        assertThat(app.listed(ticket).path("status").asText()).isEqualTo(after);
        assertThat(admin.row(ticket).path("status").asText()).isEqualTo(after);
    }

    @Test
    void ofManyAtOnceNoneIsLostAndEverybodySeesTheSameOrder() {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 24; i++) {
                String words = Canary.text("Message number " + i);
                threads.execute(() -> app.say(ticket, words));
            }
        }

        List<String> seen = app.read(ticket).path("messages").findValuesAsText("id");
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(app.read(ticket).path("total_messages").asInt()).isEqualTo(25);
        assertThat(admin.detail(ticket).path("messages").findValuesAsText("id")).isEqualTo(seen);
        assertThat(app.listed(ticket).path("message_count").asInt()).isEqualTo(25);
    }
}
