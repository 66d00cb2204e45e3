package com.smipay.support.realtime.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.realtime.domain.Audience.TicketRoom;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.Events;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of `live-chat-api.md`, Socket.IO: which event makes which pushes, for whom, with what in them.
class ChatPushRulesTest {
    private static final PushRules PLAIN = new PushRules(new SupportIdentity(null, null));
    private static final PushRules REPLACED =
            new PushRules(new SupportIdentity("Smipay Support", "support@smipay.com"));

    private static final ChatEvents CHAT = ChatEvents.ownedBy("u-1");
    private static final ChatEvents ADAS = CHAT.assignedTo(ChatEvents.ADA);
    private static final ChatEvents BENS = CHAT.assignedTo(ChatEvents.BEN);
    private static final ChatEvents WITH_TICKET = ADAS.withTicket();
    private static final UUID ID = CHAT.id();

    private static final Audience ADMINS = new Audience.Admins();
    private static final Audience OWNER = new Audience.OwnerOf(ID, CHAT.owner());
    private static final Audience OWNER_NOT_ADMINS = new Audience.OwnerNotAdmins(ID, CHAT.owner());
    private static final Audience BOTH = new Audience.AdminsAndOwner(ID, CHAT.owner());
    private static final Audience ROOM = new TicketRoom(ID, Viewers.EVERYONE);
    private static final Audience ROOM_ADMINS = new TicketRoom(ID, Viewers.ADMINS);
    private static final Audience ROOM_USERS = new TicketRoom(ID, Viewers.USERS);
    private static final Audience ROOM_AND_OWNER =
            new Audience.RoomAndOwner(new TicketRoom(ID, Viewers.EVERYONE), CHAT.owner());
    private static final Audience ADA = new Audience.Person("a-1");
    private static final Audience BEN = new Audience.Person("a-2");

    /// @param payload with `ID`, `MSG` and `HO` for the ids of conversation, message and handover
    record Row(String event, Audience audience, String payload) {}

    private static final MessageState QUESTION = CHAT.messages().userMessage(2, "₦50,000 is missing");
    private static final MessageState REPLY = CHAT.messages().reply(2, "Let me look");
    private static final MessageState NOTE = CHAT.messages().note(2, "Suspicious");

    private static final String PREVIEW_OF_QUESTION = """
            "message":{"id":"MSG","preview":"₦50,000 is missing","sender_name":"John Doe",\
            "created_at":"2026-02-24T12:00:00.000Z"}}""";
    private static final String PREVIEW_OF_REPLY = """
            "message":{"id":"MSG","preview":"Let me look","sender_name":"Ada Obi",\
            "created_at":"2026-02-24T12:00:00.000Z"}}""";
    private static final String MESSAGE = """
            "message":{"id":"MSG","message":"%s","is_from_user":%s,"is_internal":%s,"sender_name":"%s",\
            "sender_email":"%s","attachments":null,"createdAt":"2026-02-24T12:00:00.000Z"}}""";
    private static final String QUESTION_SHOWN =
            MESSAGE.formatted("₦50,000 is missing", true, false, "John Doe", "john@example.com");
    private static final String REPLY_SHOWN =
            MESSAGE.formatted("Let me look", false, false, "Ada Obi", "ada@smipay.com");
    private static final String NOTE_SHOWN = MESSAGE.formatted("Suspicious", false, true, "Ada Obi", "ada@smipay.com");

    private static final Row REJECTED = new Row(
            "handover_resolved",
            ADA,
            "{\"handover_id\":\"HO\",\"conversation_id\":\"ID\",\"status\":\"rejected\",\"to_admin_name\":\"Ben Udo\"}");

    static Stream<Arguments> table() {
        return Stream.of(
                row(
                        "a chat is opened",
                        CHAT.opened("My transfer\n failed"),
                        new Row("conversation_created", ADMINS, """
                                {"id":"ID","user_id":"u-1","email":"john@example.com","status":"active",\
                                "created_at":"2026-02-24T12:00:00.000Z","first_message":"My transfer failed"}""")),
                row("its first message, told again", CHAT.posted(CHAT.messages().userMessage(1, "x"))),
                row(
                        "the user writes",
                        CHAT.posted(QUESTION),
                        new Row("new_message", ROOM, "{\"conversation_id\":\"ID\"," + QUESTION_SHOWN),
                        new Row("conversation_updated", ADMINS, event("new_user_message") + PREVIEW_OF_QUESTION),
                        new Row("conversation_updated", OWNER, event("own_message") + PREVIEW_OF_QUESTION)),
                row(
                        "the user writes where there is a ticket",
                        WITH_TICKET.posted(QUESTION),
                        new Row(
                                "new_message",
                                ROOM,
                                "{\"conversation_id\":\"ID\",\"ticket_id\":\"ID\"," + QUESTION_SHOWN),
                        new Row("conversation_updated", ADMINS, event("new_user_message") + PREVIEW_OF_QUESTION),
                        new Row("ticket_updated", ADMINS, ticketEvent("new_user_message") + PREVIEW_OF_QUESTION),
                        new Row("conversation_updated", OWNER, event("own_message") + PREVIEW_OF_QUESTION),
                        new Row("ticket_updated", OWNER, ticketEvent("own_message") + PREVIEW_OF_QUESTION)),
                row(
                        "its agent replies",
                        ADAS.posted(REPLY),
                        new Row("new_message", ROOM, "{\"conversation_id\":\"ID\"," + REPLY_SHOWN),
                        new Row("conversation_updated", OWNER, event("new_reply") + PREVIEW_OF_REPLY)),
                row(
                        "its agent replies where there is a ticket",
                        WITH_TICKET.posted(REPLY),
                        new Row("new_message", ROOM, "{\"conversation_id\":\"ID\",\"ticket_id\":\"ID\"," + REPLY_SHOWN),
                        new Row("conversation_updated", OWNER, event("new_reply") + PREVIEW_OF_REPLY),
                        new Row("ticket_updated", OWNER, ticketEvent("new_reply") + PREVIEW_OF_REPLY)),
                row(
                        "a reply takes it",
                        ADAS.taking(REPLY),
                        new Row("conversation_claimed", ROOM, claimed("a-1", "Ada Obi")),
                        new Row("conversation_updated", ADMINS, forAdmins("claimed", "\"a-1\"", "\"Ada Obi\"")),
                        new Row("conversation_updated", OWNER_NOT_ADMINS, forOwner("claimed", "\"Ada Obi\"")),
                        new Row("new_message", ROOM, "{\"conversation_id\":\"ID\"," + REPLY_SHOWN),
                        new Row("conversation_updated", OWNER, event("new_reply") + PREVIEW_OF_REPLY)),
                row(
                        "a reply by the ticket's door takes it",
                        WITH_TICKET.taking(REPLY),
                        new Row("conversation_claimed", ROOM, claimed("a-1", "Ada Obi")),
                        new Row("conversation_updated", ADMINS, forAdmins("claimed", "\"a-1\"", "\"Ada Obi\"")),
                        new Row("conversation_updated", OWNER_NOT_ADMINS, forOwner("claimed", "\"Ada Obi\"")),
                        new Row("new_message", ROOM, "{\"conversation_id\":\"ID\",\"ticket_id\":\"ID\"," + REPLY_SHOWN),
                        new Row("conversation_updated", OWNER, event("new_reply") + PREVIEW_OF_REPLY),
                        new Row("ticket_updated", OWNER, ticketEvent("new_reply") + PREVIEW_OF_REPLY)),
                row(
                        "a note",
                        CHAT.posted(NOTE),
                        new Row("new_message", ROOM_ADMINS, "{\"conversation_id\":\"ID\"," + NOTE_SHOWN)),
                row(
                        "a note where there is a ticket",
                        WITH_TICKET.posted(NOTE),
                        new Row(
                                "new_message",
                                ROOM_ADMINS,
                                "{\"conversation_id\":\"ID\",\"ticket_id\":\"ID\"," + NOTE_SHOWN)),
                row("the user has read", CHAT.read(QUESTION.id(), 3), new Row("messages_read", ROOM_AND_OWNER, """
                                {"conversation_id":"ID","user_id":"u-1","last_message_id":"MSG",\
                                "read_at":"2026-02-24T12:00:00.000Z"}""")),
                row(
                        "the user has read where there is a ticket",
                        WITH_TICKET.read(QUESTION.id(), 3),
                        new Row("messages_read", ROOM_AND_OWNER, """
                                {"ticket_id":"ID","conversation_id":"ID","user_id":"u-1","last_message_id":"MSG",\
                                "read_at":"2026-02-24T12:00:00.000Z"}""")),
                row(
                        "an agent claims it",
                        ADAS.claimed(2),
                        new Row("conversation_claimed", ROOM, claimed("a-1", "Ada Obi")),
                        new Row("conversation_updated", ADMINS, forAdmins("claimed", "\"a-1\"", "\"Ada Obi\"")),
                        new Row("conversation_updated", OWNER_NOT_ADMINS, forOwner("claimed", "\"Ada Obi\""))),
                row("a handover is requested", ADAS.handoverRequested(3), new Row("handover_requested", BEN, """
                        {"handover_id":"HO","conversation_id":"ID","from_admin_id":"a-1","from_admin_name":"Ada Obi",\
                        "reason":"My shift ends"}""")),
                row(
                        "a handover is accepted",
                        BENS.handoverResolved(4, HandoverStatus.ACCEPTED),
                        new Row("conversation_claimed", ROOM, claimed("a-2", "Ben Udo")),
                        new Row(
                                "conversation_updated",
                                ADMINS,
                                forAdmins("handover_accepted", "\"a-2\"", "\"Ben Udo\"")),
                        new Row("conversation_updated", OWNER, forOwner("handover_completed", "\"Ben Udo\"")),
                        new Row("handover_resolved", ADA, REJECTED.payload().replace("rejected", "accepted"))),
                row(
                        "a handover is rejected",
                        ADAS.handoverResolved(4, HandoverStatus.REJECTED),
                        new Row(
                                "conversation_updated",
                                ADMINS,
                                forAdmins("handover_rejected", "\"a-1\"", "\"Ada Obi\"")),
                        REJECTED),
                row(
                        "it is closed",
                        ADAS.closed(4, null),
                        new Row("conversation_closed", ROOM, "{\"conversation_id\":\"ID\"}"),
                        new Row("conversation_updated", BOTH, "{\"conversation_id\":\"ID\",\"event\":\"closed\"}")),
                row(
                        "it is closed while a handover is pending",
                        ADAS.closed(4, ADAS.handover(HandoverStatus.REJECTED)),
                        new Row("conversation_closed", ROOM, "{\"conversation_id\":\"ID\"}"),
                        new Row("conversation_updated", BOTH, "{\"conversation_id\":\"ID\",\"event\":\"closed\"}"),
                        new Row(
                                "conversation_updated",
                                ADMINS,
                                forAdmins("handover_rejected", "\"a-1\"", "\"Ada Obi\"")),
                        REJECTED),
                row(
                        "its agent is gone",
                        CHAT.unassigned(4, null),
                        new Row("conversation_updated", ADMINS, forAdmins("unassigned", "null", "null")),
                        new Row("conversation_updated", OWNER_NOT_ADMINS, forOwner("unassigned", "null"))),
                row(
                        "its agent is gone while a handover is pending",
                        CHAT.unassigned(4, CHAT.handover(HandoverStatus.REJECTED)),
                        new Row("conversation_updated", ADMINS, forAdmins("unassigned", "null", "null")),
                        new Row("conversation_updated", OWNER_NOT_ADMINS, forOwner("unassigned", "null")),
                        new Row("conversation_updated", ADMINS, forAdmins("handover_rejected", "null", "null")),
                        REJECTED),
                row("it is rated", ADAS.rated(5)),
                row("its account is gone", CHAT.released(5, "u-1")),
                row("its ticket is linked", WITH_TICKET.linked(5)),
                row(
                        "a ticket is made of it",
                        ADAS.ticketMade(),
                        new Row("ticket_created_from_conversation", ROOM, """
                                {"conversation_id":"ID","ticket":{"id":"ID","ticket_number":"SMI-2026-001234",\
                                "subject":"A transfer failed","support_type":"TRANSACTION_ISSUE","priority":"high",\
                                "status":"in_progress"}}"""),
                        new Row("ticket_created", ADMINS, """
                                {"id":"ID","ticket_number":"SMI-2026-001234","subject":"A transfer failed",\
                                "support_type":"TRANSACTION_ISSUE","priority":"high","email":"john@example.com",\
                                "created_at":"2026-02-24T12:00:00.000Z","conversation_id":"ID"}"""),
                        new Row("conversation_updated", OWNER, """
                                {"conversation_id":"ID","event":"ticket_created","ticket_number":"SMI-2026-001234"}""")),
                row(
                        "its ticket is settled",
                        new TicketEvent.StatusChanged(
                                ADAS.ofTicket(2, TicketStatus.CLOSED),
                                TicketStatus.IN_PROGRESS,
                                TicketStatus.CLOSED,
                                ChatEvents.ADA,
                                7,
                                null),
                        new Row("status_changed", ROOM, """
                                {"ticket_id":"ID","ticket_number":"SMI-2026-001234","old_status":"in_progress",\
                                "new_status":"closed"}"""),
                        new Row("ticket_updated", BOTH, ticketEvent("status_changed") + """
                                "old_status":"in_progress","new_status":"closed"}""")));
    }

    private static Arguments row(String what, SupportEvent event, Row... pushes) {
        return Arguments.of(what, event, List.of(pushes));
    }

    private static String event(String name) {
        return "{\"conversation_id\":\"ID\",\"event\":\"" + name + "\",";
    }

    private static String ticketEvent(String name) {
        return "{\"ticket_id\":\"ID\",\"ticket_number\":\"SMI-2026-001234\",\"event\":\"" + name + "\",";
    }

    private static String claimed(String agent, String name) {
        return "{\"conversation_id\":\"ID\",\"assigned_to\":\"" + agent + "\",\"assigned_admin_name\":\"" + name
                + "\"}";
    }

    private static String forAdmins(String event, String agent, String name) {
        return event(event) + "\"assigned_to\":" + agent + ",\"assigned_admin_name\":" + name + "}";
    }

    private static String forOwner(String event, String name) {
        return event(event) + "\"assigned_admin_name\":" + name + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void eachEventReachesItsAudiencesAsPrinted(String what, SupportEvent event, List<Row> expected) {
        assertThat(PLAIN.pushesFor(event))
                .extracting(push -> new Row(push.event(), push.audience(), json(push)))
                .isEqualTo(expected);
    }

    /// Whatever happens, users read the desk's name wherever the agent's would stand.
    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void usersSeeTheDeskAndAdminsThePerson(String what, SupportEvent event, List<Row> plain) {
        List<Push> pushes = REPLACED.pushesFor(event);

        assertThat(pushes).allSatisfy(push -> {
            boolean forUsers = push.audience().equals(ROOM_USERS)
                    || push.audience() instanceof Audience.OwnerOf
                    || push.audience() instanceof Audience.OwnerNotAdmins
                    || push.audience().equals(ROOM)
                    || push.audience().equals(BOTH);
            if (forUsers) {
                assertThat(json(push)).doesNotContain("Ada Obi", "Ben Udo", "ada@");
            } else {
                assertThat(json(push)).doesNotContain("Smipay Support", "support@smipay.com");
            }
        });
        assertThat(pushes.stream().map(Push::event).distinct())
                .containsExactlyElementsOf(
                        plain.stream().map(Row::event).distinct().toList());
    }

    @Test
    void theRoomOfAClaimIsToldInTwoShapesWhereUsersSeeTheDesk() {
        List<Push> pushes = REPLACED.pushesFor(ADAS.claimed(2));

        assertThat(pushes)
                .extracting(push -> new Row(push.event(), push.audience(), json(push)))
                .containsExactly(
                        new Row("conversation_claimed", ROOM_ADMINS, claimed("a-1", "Ada Obi")),
                        new Row("conversation_claimed", ROOM_USERS, claimed("a-1", "Smipay Support")),
                        new Row("conversation_updated", ADMINS, forAdmins("claimed", "\"a-1\"", "\"Ada Obi\"")),
                        new Row("conversation_updated", OWNER_NOT_ADMINS, forOwner("claimed", "\"Smipay Support\"")));
        assertThat(json(REPLACED.pushesFor(CHAT.unassigned(3, null)).get(1)))
                .as("nobody is nobody, not the desk")
                .isEqualTo(forOwner("unassigned", "null"));
    }

    @Test
    void anEmailThatNobodyKnowsIsNull() {
        ChatEvents nobodys = ChatEvents.of(new Events(UUID.randomUUID(), new Owner("u-1", "", null)));
        Push created = PLAIN.pushesFor(nobodys.opened("hi")).getFirst();
        Push ticket = PLAIN.pushesFor(nobodys.ticketMade()).get(1);
        Push message = PLAIN.pushesFor(nobodys.posted(nobodys.messages().userMessage(2, "hi")))
                .getFirst();

        assertThat(json(created)).contains("\"email\":null");
        assertThat(json(ticket)).contains("\"email\":null");
        assertThat(json(message)).contains("\"sender_email\":null");
    }

    @Test
    void theFirstHundredCharactersAreShownOfALongOpening() {
        assertThat(json(PLAIN.pushesFor(CHAT.opened("😀".repeat(300))).getFirst()))
                .contains("\"first_message\":\"" + "😀".repeat(100) + "\"");
    }

    private static String json(Push push) {
        try {
            return Json.mapper()
                    .writeValueAsString(push.payload())
                    .replace(ID.toString(), "ID")
                    .replace(QUESTION.id().toString(), "MSG")
                    .replace(REPLY.id().toString(), "MSG")
                    .replace(NOTE.id().toString(), "MSG")
                    .replace(ChatEvents.HANDOVER.toString(), "HO");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
