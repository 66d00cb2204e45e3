package com.smipay.support.realtime.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.fixture.Events;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of `admin-api.md`, Socket.IO: which event makes which pushes, for whom.
class PushRulesTest {
    private static final PushRules PLAIN = new PushRules(new SupportIdentity(null, null));
    private static final PushRules REPLACED =
            new PushRules(new SupportIdentity("Smipay Support", "support@smipay.com"));
    private static final Events TICKET = Events.ownedBy("u-1");

    private static final Audience ADMINS = new Audience.Admins();
    private static final Audience OWNER = new Audience.OwnerOf(TICKET.ticketId(), TICKET.owner());
    private static final Audience BOTH = new Audience.AdminsAndOwner(TICKET.ticketId(), TICKET.owner());
    private static final Audience ROOM = new Audience.TicketRoom(TICKET.ticketId(), Viewers.EVERYONE);
    private static final Audience ROOM_AND_OWNER =
            new Audience.RoomAndOwner(new Audience.TicketRoom(TICKET.ticketId(), Viewers.EVERYONE), TICKET.owner());
    private static final Audience ROOM_ADMINS = new Audience.TicketRoom(TICKET.ticketId(), Viewers.ADMINS);
    private static final Audience ROOM_USERS = new Audience.TicketRoom(TICKET.ticketId(), Viewers.USERS);

    record Row(String event, Audience audience) {}

    static Stream<Arguments> table() {
        return Stream.of(
                row("a ticket is opened", TICKET.opened(), new Row("ticket_created", ADMINS)),
                row(
                        "the user writes",
                        TICKET.posted(TICKET.userMessage(2, "Hello")),
                        new Row("new_message", ROOM),
                        new Row("ticket_updated", ADMINS),
                        new Row("ticket_updated", OWNER)),
                row(
                        "support replies",
                        TICKET.posted(TICKET.reply(2, "Hello")),
                        new Row("new_message", ROOM),
                        new Row("ticket_updated", OWNER)),
                row("an internal note", TICKET.posted(TICKET.note(2, "Hm")), new Row("new_message", ROOM_ADMINS)),
                row("the first message, told again", TICKET.posted(TICKET.userMessage(1, "Hello"))),
                row(
                        "the status changes",
                        TICKET.moved(2, TicketStatus.PENDING, TicketStatus.CLOSED, 1),
                        new Row("status_changed", ROOM),
                        new Row("ticket_updated", BOTH)),
                row(
                        "somebody is assigned",
                        TICKET.assigned(2),
                        new Row("ticket_assigned", ROOM_ADMINS),
                        new Row("ticket_updated", ADMINS)),
                row(
                        "an agent opens it for a caller",
                        new TicketEvent.Opened(
                                TICKET.opened().ticket(), TICKET.opened().message(), Events.ADMIN),
                        new Row("ticket_created", ADMINS),
                        new Row("ticket_updated", OWNER)),
                row(
                        "its contact is corrected",
                        new TicketEvent.ContactChanged(TICKET.opened().ticket(), Events.ADMIN, "old@example.com", null),
                        new Row("ticket_updated", ADMINS)),
                row(
                        "its account is gone",
                        new TicketEvent.Released(TICKET.opened().ticket(), "u-1")),
                row("the priority changes", TICKET.urgent(2)),
                row("the ticket is claimed", TICKET.claimed(2)),
                row(
                        "the user has read",
                        TICKET.read("u-1", UUID.randomUUID(), 3),
                        new Row("messages_read", ROOM_AND_OWNER)),
                row("the ticket is rated", TICKET.rated()));
    }

    private static Arguments row(String what, SupportEvent event, Row... pushes) {
        return Arguments.of(what, event, List.of(pushes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void eachEventReachesItsAudiences(String what, SupportEvent event, List<Row> expected) {
        assertThat(PLAIN.pushesFor(event))
                .extracting(push -> new Row(push.event(), push.audience()))
                .isEqualTo(expected);
    }

    @Test
    void usersSeeTheDeskAndAdminsThePerson() {
        List<Push> pushes = REPLACED.pushesFor(TICKET.posted(TICKET.reply(2, "Hello")));

        assertThat(pushes)
                .extracting(push -> new Row(push.event(), push.audience()))
                .containsExactly(
                        new Row("new_message", ROOM_ADMINS),
                        new Row("new_message", ROOM_USERS),
                        new Row("ticket_updated", OWNER));
        assertThat(json(pushes.get(0))).contains("\"Ada Obi\"", "\"ada@smipay.com\"");
        assertThat(json(pushes.get(1)))
                .contains("\"Smipay Support\"", "\"support@smipay.com\"")
                .doesNotContain("Ada", "ada@");
        assertThat(json(pushes.get(2))).contains("\"Smipay Support\"").doesNotContain("Ada");
    }

    /// Somebody of support without a name goes by the address, which the setting is to hide.
    @Test
    void anAddressThatStandsForANameIsHiddenWithIt() {
        MessageState named = TICKET.reply(2, "Hello");
        MessageState nameless = new MessageState(
                named.id(),
                2,
                "Hello",
                false,
                false,
                named.senderId(),
                named.senderEmail(),
                named.senderEmail(),
                named.createdAt());
        PushRules addressOnly = new PushRules(new SupportIdentity(null, "support@smipay.com"));

        List<Push> pushes = addressOnly.pushesFor(TICKET.posted(nameless));

        assertThat(json(pushes.get(0))).contains("\"ada@smipay.com\"");
        assertThat(json(pushes.get(1))).contains("\"support@smipay.com\"").doesNotContain("ada@");
        assertThat(json(pushes.get(2))).contains("\"support@smipay.com\"").doesNotContain("ada@");
    }

    /// Nothing happened (ADR 0055).
    @Test
    void nobodyIsShownWhatIsToldOnceMore() {
        assertThat(REPLACED.pushesFor(TICKET.restated(1_796_000_400_000_003L))).isEmpty();
        assertThat(REPLACED.pushesFor(TICKET.restated(1_796_000_400_000_007L, 4)))
                .isEmpty();
    }

    @Test
    void aUsersOwnMessageKeepsItsNameForEverybody() {
        List<Push> pushes = REPLACED.pushesFor(TICKET.posted(TICKET.userMessage(2, "Hello")));

        assertThat(pushes.getFirst().audience()).isEqualTo(ROOM);
        assertThat(json(pushes.getFirst())).contains("\"John Doe\"", "\"john@example.com\"");
    }

    @Test
    void anInternalNoteKeepsItsAuthorAndIsPreviewedNowhere() {
        List<Push> pushes = REPLACED.pushesFor(TICKET.posted(TICKET.note(2, "Suspicious")));

        assertThat(pushes).hasSize(1);
        assertThat(json(pushes.getFirst())).contains("\"is_internal\":true", "\"Ada Obi\"");
    }

    @Test
    void payloadsStandAsPrinted() {
        MessageState message = TICKET.userMessage(2, "₦50,000 is missing");

        assertThat(json(PLAIN.pushesFor(TICKET.posted(message)).getFirst()))
                .isEqualTo("""
                        {"ticket_id":"%s","message":{"id":"%s","message":"₦50,000 is missing","is_from_user":true,\
                        "is_internal":false,"sender_name":"John Doe","sender_email":"john@example.com",\
                        "attachments":null,"createdAt":"2026-02-24T12:00:00.000Z"}}""".formatted(TICKET.ticketId(), message.id()));
        assertThat(json(PLAIN.pushesFor(TICKET.posted(message)).get(1)))
                .isEqualTo("""
                        {"ticket_id":"%s","ticket_number":"SMI-2026-001234","event":"new_user_message",\
                        "message":{"id":"%s","preview":"₦50,000 is missing","sender_name":"John Doe",\
                        "created_at":"2026-02-24T12:00:00.000Z"}}""".formatted(TICKET.ticketId(), message.id()));
        assertThat(json(PLAIN.pushesFor(TICKET.posted(message)).get(2)))
                .contains("\"event\":\"own_message\"", "\"preview\":\"₦50,000 is missing\"", "\"John Doe\"");
        assertThat(json(PLAIN.pushesFor(TICKET.opened()).getFirst())).isEqualTo("""
                        {"id":"%s","ticket_number":"SMI-2026-001234","subject":"I can't complete my transfer",\
                        "support_type":"TRANSACTION_ISSUE","priority":"medium","email":"john@example.com",\
                        "created_at":"2026-02-24T12:00:00.000Z"}""".formatted(TICKET.ticketId()));
        assertThat(json(PLAIN.pushesFor(TICKET.assigned(2)).get(1))).isEqualTo("""
                        {"ticket_id":"%s","ticket_number":"SMI-2026-001234","event":"assigned","assigned_to":"a-1",\
                        "assigned_admin_name":"Ada Obi"}""".formatted(TICKET.ticketId()));
        assertThat(json(PLAIN.pushesFor(TICKET.read("u-1", message.id(), 3)).getFirst()))
                .isEqualTo("""
                        {"ticket_id":"%s","user_id":"u-1","last_message_id":"%s","read_at":"2026-02-24T12:00:00.000Z"}""".formatted(TICKET.ticketId(), message.id()));
    }

    @Test
    void aMessageCarriesTheIdThatItsAppGaveIt() {
        MessageState plain = TICKET.userMessage(2, "Hello");
        MessageState named = new MessageState(
                plain.id(), 2, "Hello", true, false, "u-1", "John Doe", null, plain.createdAt(), "local-7");

        assertThat(json(PLAIN.pushesFor(TICKET.posted(named)).getFirst())).contains("\"client_id\":\"local-7\"");
        assertThat(json(PLAIN.pushesFor(TICKET.posted(plain)).getFirst())).doesNotContain("client_id");
    }

    @Test
    void resolutionNotesStandOnlyWhereThereAreAny() {
        List<Push> with = PLAIN.pushesFor(TICKET.resolved(2, "Limit raised"));
        List<Push> without = PLAIN.pushesFor(TICKET.moved(2, TicketStatus.PENDING, TicketStatus.ESCALATED, 1));

        assertThat(json(with.get(0))).isEqualTo("""
                        {"ticket_id":"%s","ticket_number":"SMI-2026-001234","old_status":"in_progress",\
                        "new_status":"resolved","resolution_notes":"Limit raised"}""".formatted(TICKET.ticketId()));
        assertThat(json(with.get(1))).contains("\"event\":\"status_changed\"", "\"resolution_notes\":\"Limit raised\"");
        assertThat(without).allSatisfy(push -> assertThat(json(push)).doesNotContain("resolution_notes"));
    }

    private static String json(Push push) {
        try {
            return Json.mapper().writeValueAsString(push.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
