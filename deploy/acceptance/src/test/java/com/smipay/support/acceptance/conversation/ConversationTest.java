package com.smipay.support.acceptance.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /api/v1/support/ticket` (`support-api.md` §3, `decisions.md` 19).
class ConversationTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Person agent = Person.admin();
    private final Dashboard admin = agent.dashboard();
    private final Ticket ticket = app.open();

    @Test
    void theWholeConversationStandsInTheOrderInWhichItWasAccepted() {
        List<String> said =
                new ArrayList<>(List.of(app.read(ticket).path("description").asText()));
        for (int i = 0; i < 6; i++) {
            String words = Canary.text("Message number " + i);
            said.add(words);
            if (i % 2 == 0) {
                app.say(ticket, words);
            } else {
                admin.replied(ticket, words);
            }
        }

        JsonNode read = app.read(ticket);

        assertThat(texts(read)).isEqualTo(said);
        assertThat(read.path("total_messages").asInt()).isEqualTo(7);
        assertThat(read.path("messages").path(2).path("sender_name").asText()).isEqualTo(agent.name());
        assertThat(read.path("messages").path(2).path("sender_email").asText()).isEqualTo(agent.email());
        assertThat(read.path("messages").path(2).path("is_from_user").asBoolean())
                .isFalse();
        List<String> times = read.path("messages").findValuesAsText("created_at");
        assertThat(times).isSorted();
        assertThat(read.path("last_response_at").asText()).isEqualTo(times.get(6));
        assertThat(read.path("updated_at").asText()).isGreaterThanOrEqualTo(times.get(6));
    }

    @Test
    void theNumberIsFoundInAnyCase() {
        assertThat(app.conversation(ticket.number().toLowerCase(Locale.ROOT), "")
                        .success(200, "Ticket retrieved")
                        .path("ticket")
                        .path("id")
                        .asText())
                .isEqualTo(ticket.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SMI-2026-999999999", "smi-1999-000001", "nonsense", "%20", "..%2F..", "%F0%9F%99%8F", "%27--"})
    void anUnknownNumberIsNotFoundByTheNameThatWasGiven(String number) {
        String given = java.net.URLDecoder.decode(number, java.nio.charset.StandardCharsets.UTF_8);
        if (given.isBlank()) {
            app.conversation(number, "").expect(400);
        } else {
            app.conversation(number, "").refused(404, "TICKET_NOT_FOUND", "Ticket " + given + " not found");
        }
    }

    @Test
    void withoutANumberThatFieldIsNamed() {
        assertThat(com.smipay.support.acceptance.client.Call.get("/api/v1/support/ticket")
                        .by(user)
                        .send()
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("ticket_number");
    }

    @Test
    void itIsPagedBackwards() {
        List<String> ids = new ArrayList<>(List.of(ticket.opening()));
        IntStream.range(0, 6)
                .forEach(i -> ids.add(app.say(ticket, Canary.text("Message number " + i))
                        .path("id")
                        .asText()));
        admin.note(ticket, Canary.text("Not for the user")).expect(201);

        assertThat(page("&limit=3")).isEqualTo(ids.subList(4, 7));
        assertThat(page("&limit=3&before=" + ids.get(4))).isEqualTo(ids.subList(1, 4));
        assertThat(page("&limit=3&before=" + ids.get(1))).isEqualTo(ids.subList(0, 1));
        assertThat(page("&before=" + ids.get(0))).isEmpty();
        assertThat(page("&limit=500")).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "ten", "1.5", "99999999999999999999"})
    void aLimitOutOfRangeIsRefused(String limit) {
        assertThat(app.conversation(ticket.number(), "&limit=" + limit)
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "019c8f5e-6b1b-7a10-8c55-2d1e9f0a3b47"})
    void aPageBeforeWhatIsNoMessageOfThisTicketIsRefused(String before) {
        assertThat(app.conversation(ticket.number(), "&before=" + before)
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("before");
    }

    @Test
    void aNoteIsNoPlaceToPageFrom() {
        String note = admin.note(ticket, Canary.text("Not for the user"))
                .data()
                .path("id")
                .asText();

        app.conversation(ticket.number(), "&before=" + note).refused(400, "VALIDATION_FAILED");
    }

    private List<String> page(String parameters) {
        JsonNode read = app.conversation(ticket.number(), parameters)
                .success(200, "Ticket retrieved")
                .path("ticket");
        assertThat(read.path("total_messages").asInt()).isEqualTo(7);
        return read.path("messages").findValuesAsText("id");
    }

    private static List<String> texts(JsonNode ticket) {
        return ticket.path("messages").findValuesAsText("message");
    }
}
