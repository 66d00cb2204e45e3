package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.RawSocket;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Into the room of a conversation and out of it, beside its ticket's door (`live-chat-api.md`, Socket.IO, reading 9).
final class ChatJoiningTest extends RequestsFixture {
    private static final String TICKET = """
            {"id":"%s","ticket_number":"SMI-2026-001234","subject":"A transfer failed","status":"in_progress",\
            "priority":"high","support_type":"TRANSACTION_ISSUE"}""";

    private String answer(RawSocket client) {
        return client.ask("join_conversation", ofChat).toString();
    }

    @Test
    void itsOwnerIsToldHowItStands() {
        messaging.has(chat);
        RawSocket john = john();

        assertThat(answer(john)).isEqualTo("""
                {"success":true,"conversation_id":"%s","status":"active","assigned_admin_name":null,"ticket":null}""".formatted(chat.id()));
        sayInChat("hello");
        assertThat(john.event("news").path("what").asText()).isEqualTo("hello");

        messaging.has(chat.assignedTo(ChatEvents.ADA).withTicket(), chat.handover(HandoverStatus.PENDING));
        assertThat(answer(john))
                .as("the agent as users see it, and no handover")
                .isEqualTo("""
                {"success":true,"conversation_id":"%s","status":"active","assigned_admin_name":"Smipay Support",\
                "ticket":%s}""".formatted(chat.id(), TICKET.formatted(chat.id())));
    }

    @Test
    void anAdminIsToldWhoseItIsAndWhatIsPending() {
        messaging.has(chat);
        RawSocket ada = ada();
        assertThat(answer(ada)).isEqualTo("""
                {"success":true,"conversation_id":"%s","status":"active","assigned_to":null,\
                "assigned_admin_name":null,"handover":null,"ticket":null}""".formatted(chat.id()));

        messaging.has(chat.assignedTo(ChatEvents.ADA).withTicket(), chat.handover(HandoverStatus.PENDING));
        assertThat(answer(ada)).isEqualTo("""
                {"success":true,"conversation_id":"%s","status":"active","assigned_to":"a-1",\
                "assigned_admin_name":"Ada Obi","handover":{"id":"%s","from_admin_id":"a-1",\
                "from_admin_name":"Ada Obi","to_admin_id":"a-2","to_admin_name":"Ben Udo","reason":"My shift ends",\
                "status":"pending","created_at":"2026-02-24T12:00:00.000Z","responded_at":null},"ticket":%s}""".formatted(chat.id(), ChatEvents.HANDOVER, TICKET.formatted(chat.id())));

        messaging.has(chat.assignedTo(ChatEvents.BEN), chat.handover(HandoverStatus.ACCEPTED));
        assertThat(ada.ask("join_conversation", ofChat).path("handover").isNull())
                .as("what is resolved is told no more")
                .isTrue();
    }

    @Test
    void whatWasMissedStandsInTheAnswer() {
        MessageState first = chat.messages().userMessage(1, "first");
        MessageState note = chat.messages().note(2, "careful");
        MessageState reply = chat.messages().reply(3, "looking into it");
        messaging.has(chat, first, note, reply);
        String since = "{\"conversation_id\":\"" + chat.id() + "\",\"last_message_id\":\"" + first.id() + "\"}";

        JsonNode users = john().ask("join_conversation", since);
        JsonNode admins = ada().ask("join_conversation", since);

        assertThat(users.path("missed")).hasSize(1);
        assertThat(users.has("more")).isFalse();
        assertThat(users.toString()).doesNotContain("careful");
        assertThat(admins.path("missed")).hasSize(2);
        assertRefused(
                john().ask(
                                "join_conversation",
                                "{\"conversation_id\":\"" + chat.id() + "\",\"last_message_id\":\"" + UUID.randomUUID()
                                        + "\"}"),
                "VALIDATION_FAILED");
    }

    @Test
    void theMessagingServiceIsAskedByTheDoorThatWasGiven() {
        messaging.has(chat.withTicket());
        RawSocket john = john();
        john.ask("join_conversation", ofChat);
        john.ask("join_ticket", ofChatsTicket);
        john.ask("mark_read", ofChat);

        assertThat(messaging.questions())
                .extracting(question -> question.path("path").asText())
                .containsExactly(
                        "/internal/chats/" + chat.id() + "/join",
                        "/internal/conversations/" + chat.id() + "/join",
                        "/internal/chats/" + chat.id() + "/read");
    }

    @Test
    void aStrangerIsRefusedAndHearsNothing() {
        messaging.has(chat);
        RawSocket eve = RawSocket.joined(port, TOKENS.user("eve").sign());

        JsonNode refused = eve.ask("join_conversation", ofChat);
        assertRefused(refused, "CONVERSATION_NOT_FOUND");
        sayInChat("secret");
        eve.emit("join_conversation", ofChat);
        assertThat(eve.event("exception").toString())
                .isEqualTo("{\"status\":\"error\",\"code\":\"CONVERSATION_NOT_FOUND\",\"message\":\""
                        + refused.path("message").asText()
                        + "\",\"event\":\"join_conversation\",\"conversation_id\":\"" + chat.id() + "\"}");
        assertThat(comesTrue(() -> !eve.events("news").isEmpty())).isFalse();
        assertThat(rooms.size()).isEqualTo(1);
    }

    @Test
    void aTicketThatBeganAsOneIsNoConversation() {
        messaging.has(ticket);
        RawSocket john = inRoom(john());
        String asConversation = ofTicket.replace("ticket_id", "conversation_id");

        assertRefused(john.ask("join_conversation", asConversation), "CONVERSATION_NOT_FOUND");
        assertRefused(john.ask("typing", asConversation), "NOT_JOINED");
        assertThat(john.ask("leave_conversation", asConversation)
                        .path("success")
                        .asBoolean())
                .isTrue();
        say("still here");
        john.event("news");
    }

    @Test
    void aConversationWithoutATicketHasNoTicketsDoor() {
        messaging.has(chat);
        RawSocket john = inChat(john());

        assertRefused(john.ask("join_ticket", ofChatsTicket), "TICKET_NOT_FOUND");
        sayInChat("still here");
        john.event("news");
    }

    @Test
    void bothDoorsLeadToOneRoomAndEachMessageComesOnce() {
        messaging.has(chat.withTicket());
        RawSocket byChat = inChat(john());
        RawSocket byTicket = john();
        RawSocket byBoth = inChat(ada());
        for (RawSocket client : new RawSocket[] {byTicket, byBoth}) {
            assertThat(client.ask("join_ticket", ofChatsTicket).path("success").asBoolean())
                    .isTrue();
        }

        sayInChat("one");
        for (RawSocket client : new RawSocket[] {byChat, byTicket, byBoth}) {
            client.event("news");
        }
        byBoth.ask("leave_conversation", ofChat);
        sayInChat("two");
        byBoth.event("news", 2);
        byBoth.ask("leave_ticket", ofChatsTicket);
        sayInChat("three");
        byChat.event("news", 3);
        byTicket.event("news", 3);
        assertThat(byBoth.events("news")).hasSize(2);
    }

    @Test
    void aClaimWhileTheQuestionIsUnderWayTurnsTheAnswerIntoARefusal() {
        Events guests = new Events(chat.id(), new Owner(null, "john@example.com", null));
        messaging.has(ChatEvents.of(guests));
        messaging.hold();
        RawSocket other = RawSocket.joined(
                port, TOKENS.user("other").email("john@example.com").sign());
        int join = other.askLater("join_conversation", ofChat);
        until("the question arrives", () -> messaging.questions().size() == 1);
        rooms.ownedBy(chat.id(), chat.owner());
        messaging.goOn();

        JsonNode answer = other.answer(join);
        assertRefused(answer, "CONVERSATION_NOT_FOUND");
        assertThat(answer.path("message").asText()).isEqualTo("Conversation not found");
    }

    @Test
    void aMessagingServiceThatIsBrokenRefusesForNow() {
        messaging.has(chat);
        RawSocket john = john();
        messaging.breakWith(500);
        assertRefused(john.ask("join_conversation", ofChat), "UNAVAILABLE");
        assertRefused(john.ask("mark_read", ofChat), "UNAVAILABLE");
        assertThat(rooms.size()).isEqualTo(2);
    }

    @Test
    void usersMarkAsReadAndAdminsDoNot() {
        MessageState newest = chat.messages().reply(2, "Hello");
        messaging.has(chat, newest);

        assertThat(john().ask("mark_read", ofChat).toString()).isEqualTo("""
                {"success":true,"conversation_id":"%s","last_message_id":"%s",\
                "read_at":"2026-02-24T12:00:00.000Z"}""".formatted(chat.id(), newest.id()));
        JsonNode refused = ada().ask("mark_read", ofChat);
        assertRefused(refused, "FORBIDDEN");
        assertThat(refused.path("message").asText()).isEqualTo("Only users mark a conversation as read");
        assertRefused(
                john().ask("mark_read", "{\"conversation_id\":\"" + UUID.randomUUID() + "\"}"),
                "CONVERSATION_NOT_FOUND");
    }

    @Test
    void theRoomsOfATokenThatSaysLessAreAskedForByTheirDoor() {
        ChatEvents others = ChatEvents.ownedBy("somebody");
        messaging.has(chat);
        messaging.has(others);
        RawSocket john = RawSocket.joined(port, TOKENS.user("john").admin().sign());
        inChat(john);
        john.ask("join_conversation", "{\"conversation_id\":\"" + others.id() + "\"}");

        assertThat(john.ask(
                                "authenticate",
                                "{\"token\":\"" + TOKENS.user("john").sign() + "\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(john.ask("typing", ofChat).path("success").asBoolean()).isTrue();
        JsonNode refused = john.ask("typing", "{\"conversation_id\":\"" + others.id() + "\"}");
        assertRefused(refused, "NOT_JOINED");
        assertThat(refused.path("message").asText()).isEqualTo("Join the conversation first");
    }
}
