package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /api/v1/unified-admin/support/{id}/reply`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ReplyHttpTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theAnswerIsTheAdminsMessageUnwrapped() {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        Answer answer = service.send(service.replying(
                ticket.ticketNumber().toLowerCase(Locale.ROOT), service.admin(), "{\"message\":\" k \"}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.message()).isEqualTo("Reply sent");
        assertThat(answer.data().properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "id",
                        "message",
                        "is_internal",
                        "is_from_user",
                        "user_id",
                        "sender_name",
                        "sender_email",
                        "attachments",
                        "createdAt");
        assertThat(answer.data().path("message").asText()).isEqualTo(" k ");
        assertThat(answer.data().path("user_id").asText()).isEqualTo("a-1");
        assertThat(answer.data().path("sender_name").asText()).isEqualTo("Ada Obi");
        assertThat(answer.data().path("sender_email").asText()).isEqualTo("ada@smipay.com");
        assertThat(answer.data().path("is_from_user").asBoolean(true)).isFalse();
    }

    @ParameterizedTest(name = "a {0} ticket, internal {1}: {2}")
    @CsvSource({
        "pending,      false, 201",
        "in_progress,  false, 201",
        "waiting_user, false, 201",
        "escalated,    false, 201",
        "resolved,     false, 201",
        "closed,       false, 400",
        "closed,       true,  201",
        "resolved,     true,  201",
        "pending,      true,  201",
    })
    void aClosedTicketTakesNotesOnly(String status, boolean internal, int expected) {
        TicketState ticket = service.told(TicketStates.then(TicketStates.of("u-1"), status));

        Answer answer = internal ? service.note(ticket, "x") : service.reply(ticket, "x");

        assertThat(answer.status()).isEqualTo(expected);
        if (expected == 400) {
            assertThat(answer.code()).isEqualTo("TICKET_NOT_OPEN");
            assertThat(answer.message()).isEqualTo("Cannot add messages to a closed or resolved ticket");
        }
    }

    @Test
    void aNoteIsToldToTheTicketServiceAndSeenByNoUser() {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        Answer note = service.note(ticket, "secret words");

        assertThat(note.data().path("is_internal").asBoolean()).isTrue();
        List<EventEnvelope> told = service.tickets.told(ticket.id().toString());
        MessageEvent.Posted posted = Events.posted(told.getFirst());
        assertThat(posted.message().isInternal()).isTrue();
        assertThat(posted.conversation().visibleCount()).isEqualTo(1);
        JsonNode seen = service.seen(ticket, service.owner("u-1"));
        assertThat(seen.toString()).doesNotContain("secret words");
        assertThat(seen.path("total_messages").asInt()).isEqualTo(1);
        assertThat(seen.path("updated_at").asText()).isEqualTo("2026-02-24T10:30:00.123Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                        | message",
                "{\"message\":\" \\n\"}                    | message",
                "{\"message\":1,\"is_internal\":\"yes\"}   | message is_internal",
                "{\"message\":\"x\",\"is_internal\":1}     | is_internal",
                "{\"message\":\"x\",\"is_internal\":null}  | is_internal",
                "{\"message\":\"x\",\"is_internal\":\"\"}  | is_internal",
                "{\"message\":\"\\u200b\"}               | message",
                "{\"message\":\"x\",\"isInternal\":true}   | isInternal",
                "{\"message\":\"x\",\"isInternal\":false}  | isInternal",
                "{\"message\":\"x\",\"private\":null}      | private",
                "{\"message\":\"x\",\"Is-Private\":1}      | Is-Private",
                "{\"message\":\"x\",\"internal_note\":1,\"is_internal\":true} | internal_note",
                "{\"message\":\"x\",\"IS_INTERNAL\":true}  | IS_INTERNAL",
            })
    void everyOffendingFieldIsNamed(String body, String fields) {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        Answer answer = service.send(service.replying(ticket.id().toString(), service.admin(), body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly(fields.split(" ", -1));
    }

    @Test
    void otherUnknownFieldsAreIgnored() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String body = "{\"message\":\"x\",\"note_id\":1,\"noteworthy\":true,\"sender_name\":\"Root\"}";

        assertThat(service.send(service.replying(ticket.id().toString(), service.admin(), body))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void fiveThousandCodePointsAreTheMost() {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        assertThat(service.reply(ticket, "👋".repeat(5000)).status()).isEqualTo(201);
        assertThat(service.reply(ticket, "👋".repeat(5001)).status()).isEqualTo(400);
    }

    @Test
    void onlyAdminsReply() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String id = ticket.id().toString();

        Answer byUser = service.send(service.replying(id, service.owner("u-1"), "no json"));
        Answer byNobody = service.send(service.publicly("/api/v1/unified-admin/support/" + id + "/reply")
                .POST(BodyPublishers.ofString("no json")));
        Answer byBadToken = service.send(service.replying(id, "nonsense", "{\"message\":\"x\"}"));

        assertThat(byUser.status()).isEqualTo(403);
        assertThat(byUser.code()).isEqualTo("FORBIDDEN");
        assertThat(byNobody.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(byBadToken.code()).isEqualTo("UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({"SMI-2026-000000", "0193b1c0-0000-7000-8000-000000000001", "nonsense", "%00"})
    void anUnknownTicketIsNotFoundByTheNameThatWasGiven(String reference) {
        Answer answer = service.send(service.replying(reference, service.admin(), "{\"message\":\"x\"}"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message())
                .isEqualTo("Ticket " + (reference.equals("%00") ? "\u0000" : reference) + " not found");
    }

    @Test
    void aRetriedReplyIsWrittenOnce() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String key = ServiceFixture.unique("key");
        String body = "{\"message\":\"once\"}";

        Answer first = service.send(
                service.replying(ticket.id().toString(), service.admin(), body).header("Idempotency-Key", key));
        Answer again = service.send(
                service.replying(ticket.id().toString(), service.admin(), body).header("Idempotency-Key", key));

        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(service.seen(ticket, service.owner("u-1"))
                        .path("total_messages")
                        .asInt())
                .isEqualTo(2);
    }
}
