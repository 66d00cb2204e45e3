package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.realtime.domain.RoomNames;
import com.smipay.support.realtime.fixture.RawSocket;
import org.junit.jupiter.api.Test;

/// Who is told that somebody types in a conversation, and by which names (`live-chat-api.md`, Socket.IO).
final class ChatTypingTest extends RequestsFixture {
    private String typing(String names, String userId, boolean admin) {
        return "{" + names + ",\"user_id\":\"" + userId + "\",\"is_admin\":" + admin + "}";
    }

    private String conversation() {
        return "\"conversation_id\":\"" + chat.id() + "\"";
    }

    private String both() {
        return conversation() + ",\"ticket_id\":\"" + chat.id() + "\"";
    }

    @Test
    void typingGoesToEverybodyElseInTheRoom() {
        messaging.has(chat);
        RawSocket phone = inChat(john());
        RawSocket tablet = inChat(john());
        RawSocket ada = inChat(ada());
        RawSocket elsewhere = ada();

        phone.emit("typing", ofChat);
        assertThat(ada.event("typing").toString()).isEqualTo(typing(conversation(), "john", false));
        tablet.event("typing");
        phone.emit("stop_typing", ofChat);
        assertThat(ada.event("stop_typing").toString()).isEqualTo(typing(conversation(), "john", false));
        assertThat(phone.events("typing")).isEmpty();
        assertThat(elsewhere.events("typing")).isEmpty();
    }

    @Test
    void whereThereIsATicketBothNamesAreTold() {
        messaging.has(chat.withTicket());
        RawSocket john = inChat(john());
        RawSocket ada = ada();
        ada.ask("join_ticket", ofChatsTicket);

        john.emit("typing", ofChat);
        assertThat(ada.event("typing").toString()).isEqualTo(typing(both(), "john", false));
        ada.emit("typing", ofChatsTicket);
        assertThat(john.event("typing").toString()).isEqualTo(typing(both(), "ada", true));
    }

    @Test
    void aTicketThatIsMadeLaterIsNamedFromThenOn() {
        messaging.has(chat);
        RawSocket john = inChat(john());
        RawSocket ada = inChat(ada());
        rooms.learn(chat.id(), RoomNames.ofConversation(chat.id(), true));

        john.emit("typing", ofChat);
        assertThat(ada.event("typing").toString()).isEqualTo(typing(both(), "john", false));
    }

    @Test
    void typingEndsOnlyWhereTheLastDoorIsClosed() {
        messaging.has(chat.withTicket());
        RawSocket ada = inChat(ada());
        RawSocket john = inChat(john());
        john.ask("join_ticket", ofChatsTicket);
        john.emit("typing", ofChat);
        ada.event("typing");

        john.ask("leave_conversation", ofChat);
        assertThat(ada.events("stop_typing")).isEmpty();
        john.ask("leave_ticket", ofChatsTicket);
        ada.event("stop_typing");
    }

    @Test
    void aNoteIsTypedForAdminsOnly() {
        messaging.has(chat);
        RawSocket john = inChat(john());
        RawSocket ada = inChat(ada());
        RawSocket colleague = inChat(ada());

        ada.emit("typing", "{" + conversation() + ",\"is_internal\":true}");
        colleague.event("typing");
        assertThat(comesTrue(() -> !john.events("typing").isEmpty())).isFalse();
    }

    @Test
    void typingCountsOnlyFromTheRoom() {
        messaging.has(chat);
        RawSocket outside = john();
        assertRefused(outside.ask("typing", ofChat), "NOT_JOINED");
        assertRefused(outside.ask("stop_typing", ofChat), "NOT_JOINED");
        assertRefused(outside.ask("typing", "{" + both() + "}"), "VALIDATION_FAILED");
        outside.emit("typing", "{" + both() + "}");
        assertThat(outside.event("exception").path("conversation_id").asText())
                .isEqualTo(chat.id().toString());
    }
}
