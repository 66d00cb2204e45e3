package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /api/v1/support/ticket/{ticketNumber}/read`, and the same for a socket.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class MarkReadHttpTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    /// `decisions.md` 54: who is an agent no more reads their own tickets like any user.
    @Test
    void anAgentThatIsGoneMarksTheirOwn() {
        String gone = ServiceFixture.unique("agent");
        String token =
                service.tokens.user(gone).email("gone@smipay.com").admin().sign();
        TicketState ticket = service.told(TicketStates.of(gone));
        String socket = "{\"user_id\":\"%s\",\"role\":\"admin\"}".formatted(gone);
        String internal = "/internal/conversations/" + ticket.id() + "/read";
        assertThat(service.send(service.reading(ticket.ticketNumber(), token, null))
                        .status())
                .as("while they are one")
                .isEqualTo(403);
        assertThat(service.internal(internal, socket).status()).isEqualTo(403);

        service.database.execute(
                "insert into person (id, source_partition, source_offset, role) values ('%s', 0, 1, 'user')"
                        .formatted(gone));

        assertThat(service.send(service.reading(ticket.ticketNumber(), token, null))
                        .status())
                .isEqualTo(200);
        assertThat(service.internal(internal, socket).status()).isEqualTo(200);
    }

    @Test
    void withoutABodyTheNewestVisibleMessageIsRead() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        JsonNode reply = service.reply(ticket, "please read").data();
        service.note(ticket, "a note behind it");

        Answer answer = service.send(service.reading(ticket.ticketNumber(), service.owner("u-1"), null));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("Marked as read");
        assertThat(answer.data().properties().stream().map(Map.Entry::getKey))
                .containsExactly("ticket_number", "last_message_id", "read_at");
        assertThat(answer.data().path("ticket_number").asText()).isEqualTo(ticket.ticketNumber());
        assertThat(answer.data().path("last_message_id")).isEqualTo(reply.path("id"));
        MessageEvent.Read read = lastRead(ticket);
        assertThat(read.userId()).isEqualTo("u-1");
        assertThat(read.conversation().readSeq()).isEqualTo(2);
        assertThat(read.conversation().readAt()).isEqualTo(read.readAt());
        assertThat(read.conversation().seq()).isEqualTo(3);
        assertThat(read.conversation().revision()).isEqualTo(4);
        assertThat(read.claimedBy()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"last_message_id\":null}", "{\"last_message_id\":\"\"}"})
    void everyWayToSayNothingMarksTheNewest(String body) {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        JsonNode reply = service.reply(ticket, "please read").data();

        Answer answer = service.send(
                service.reading(ticket.ticketNumber(), service.owner("u-1"), body.isEmpty() ? null : body));

        assertThat(answer.data().path("last_message_id")).isEqualTo(reply.path("id"));
    }

    @Test
    void theMarkOnlyMovesForward() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String owner = service.owner("u-1");
        String older = service.reply(ticket, "older").data().path("id").asText();
        String newer = service.reply(ticket, "newer").data().path("id").asText();
        Answer first = service.send(service.reading(ticket.ticketNumber(), owner, marking(newer)));
        int told = service.tickets.told(ticket.id().toString()).size();

        Answer back = service.send(service.reading(ticket.ticketNumber(), owner, marking(older)));
        Answer again = service.send(service.reading(ticket.ticketNumber(), owner, "{\"last_message_id\":null}"));

        assertThat(first.data().path("last_message_id").asText()).isEqualTo(newer);
        assertThat(back.json()).isEqualTo(first.json());
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(service.tickets.told(ticket.id().toString())).hasSize(told);
    }

    @Test
    void aMarkCanStopBeforeTheNewest() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String older = service.reply(ticket, "older").data().path("id").asText();
        service.reply(ticket, "newer");

        service.send(service.reading(ticket.ticketNumber(), service.owner("u-1"), marking(older)));

        assertThat(lastRead(ticket).conversation().readSeq()).isEqualTo(2);
        assertThat(lastRead(ticket).lastMessageId()).hasToString(older);
    }

    @Test
    void aMarkOfATokenWithTheEmailBindsTheTicketEvenIfItDoesNotMove() {
        TicketState ticket = service.toldGuest();
        Answer guests = service.send(service.reading(ticket.ticketNumber(), null, null));

        Answer owners = service.send(service.reading(ticket.ticketNumber(), service.owner("u-5"), null));

        assertThat(owners.json()).isEqualTo(guests.json());
        MessageEvent.Read read = lastRead(ticket);
        assertThat(read.claimedBy()).isNotNull();
        assertThat(read.conversation().owner().userId()).isEqualTo("u-5");
        assertThat(service.send(service.reading(ticket.ticketNumber(), null, null))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoMayNotReadIsNotFoundAndAdminsAreRefused() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String number = ticket.ticketNumber();

        assertThat(service.send(service.reading(number, null, null)).message())
                .isEqualTo("Ticket " + number + " not found");
        assertThat(service.send(service.reading(number, service.owner("u-2"), null))
                        .code())
                .isEqualTo("TICKET_NOT_FOUND");
        Answer admin = service.send(service.reading(number, service.admin(), "no json"));
        assertThat(admin.status()).isEqualTo(403);
        assertThat(admin.code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void aGuestElsewhereReadsWithTheEmail() {
        TicketState ticket = service.toldGuest();

        Answer answer = service.send(service.user(
                        "/api/v1/support/ticket/" + ticket.ticketNumber() + "/read?email=" + TicketStates.EMAIL, null)
                .setHeader("x-device-id", ServiceFixture.OTHER_DEVICE)
                .POST(BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(lastRead(ticket).userId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\"",
                "7",
                "\"0193b1c0-0000-7000-8000-00000000000\"",
                "\"0193b1c0-0000-7000-8000-000000000001\""
            })
    void anIdThatIsNoVisibleMessageOfTheTicketIsNamed(String id) {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        Answer answer = service.send(
                service.reading(ticket.ticketNumber(), service.owner("u-1"), "{\"last_message_id\":" + id + "}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("last_message_id");
    }

    @Test
    void aNotesIdIsUnknownToUsers() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String note = service.note(ticket, "a note").data().path("id").asText();

        assertThat(service.send(service.reading(ticket.ticketNumber(), service.owner("u-1"), marking(note)))
                        .fields())
                .containsExactly("last_message_id");
    }

    @Test
    void aRetriedMarkGivesTheFirstAnswer() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String key = ServiceFixture.unique("key");
        Answer first = service.send(service.reading(ticket.ticketNumber(), service.owner("u-1"), null)
                .header("Idempotency-Key", key));
        service.reply(ticket, "one more");

        Answer again = service.send(service.reading(ticket.ticketNumber(), service.owner("u-1"), null)
                .header("Idempotency-Key", key));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void aSocketMarksForTheOwnerOnly() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String reply = service.reply(ticket, "please read").data().path("id").asText();

        Answer own = onSocket(ticket, "u-1", "user", "\"" + reply + "\"");
        Answer foreign = onSocket(ticket, "u-2", "user", "null");
        Answer admins = onSocket(ticket, "a-1", "admin", "null");
        Answer unknown = onSocket(ticket, "u-1", "user", "\"" + UUID.randomUUID() + "\"");

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.json().properties().stream().map(Map.Entry::getKey))
                .containsExactly("ticket_number", "last_message_id", "read_at");
        assertThat(own.json().path("last_message_id").asText()).isEqualTo(reply);
        assertThat(lastRead(ticket).lastMessageId()).hasToString(reply);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("TICKET_NOT_FOUND");
        assertThat(admins.code()).isEqualTo("FORBIDDEN");
        assertThat(unknown.code()).isEqualTo("VALIDATION_FAILED");
    }

    private Answer onSocket(TicketState ticket, String userId, String role, String lastMessageId) {
        return service.internal(
                "/internal/conversations/" + ticket.id() + "/read",
                "{\"user_id\":\"" + userId + "\",\"email\":null,\"role\":\"" + role
                        + "\",\"first_name\":\"Jo\",\"last_message_id\":" + lastMessageId + "}");
    }

    private static String marking(String id) {
        return "{\"last_message_id\":\"" + id + "\"}";
    }

    private MessageEvent.Read lastRead(TicketState ticket) {
        List<EventEnvelope> told = service.tickets.told(ticket.id().toString());
        return Events.read(told.getLast());
    }
}
