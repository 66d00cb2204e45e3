package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.ChatState;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import java.util.List;

/// Which pushes an event makes, and for whom: the tables of `admin-api.md`, Socket.IO, of `support-api.md`, Server
/// Events, and of `live-chat-api.md`, Socket.IO.
///
/// Internal notes leave here for nobody but admins in the room.
public final class PushRules {
    private final TicketPushRules tickets;
    private final ChatPushRules chats;

    public PushRules(SupportIdentity identity) {
        MessagePushes messages = new MessagePushes(identity);
        this.tickets = new TicketPushRules(messages);
        this.chats = new ChatPushRules(identity, messages, tickets);
    }

    /// In the order in which one connection should see them.
    public List<Push> pushesFor(SupportEvent event) {
        return switch (event) {
            case TicketEvent ticket -> ofTicket(ticket);
            case MessageEvent message -> ofMessage(message);
            case ConversationEvent conversation -> chats.pushesFor(conversation);
            case RatingEvent.Rated rated -> List.of();
        };
    }

    private List<Push> ofTicket(TicketEvent event) {
        return event instanceof TicketEvent.Opened opened && opened.ticket().conversationId() != null
                ? chats.ticketMade(opened)
                : tickets.pushesFor(event);
    }

    private List<Push> ofMessage(MessageEvent event) {
        ChatState chat = event.chat();
        return chat == null ? tickets.pushesFor(event) : chats.pushesFor(event, chat);
    }
}
