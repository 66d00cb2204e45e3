package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.ChatState;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A room by the names that clients know it by. What it is once it stays: a conversation gets a ticket, and keeps it.
///
/// @param conversationId null where the ticket began as one, or while nobody has told
/// @param ticketId null while no ticket is made of the conversation, or while nobody has told; never another id
///     than the conversation's
public record RoomNames(
        @Nullable UUID conversationId, @Nullable UUID ticketId) {
    /// While nobody has told.
    public static final RoomNames UNKNOWN = new RoomNames(null, null);

    public static RoomNames ofTicket(UUID ticketId) {
        return new RoomNames(null, ticketId);
    }

    /// @param hasTicket whether a ticket is made of it
    public static RoomNames ofConversation(UUID id, boolean hasTicket) {
        return new RoomNames(id, hasTicket ? id : null);
    }

    /// As far as an event tells of the conversation; unknown where it tells of a ticket alone, whose other name may be
    /// known already.
    public static RoomNames in(SupportEvent event) {
        return switch (event) {
            case ConversationEvent conversation -> of(conversation.conversation());
            case MessageEvent message -> {
                ChatState chat = message.chat();
                yield chat == null ? UNKNOWN : ofConversation(chat.conversationId(), true);
            }
            case TicketEvent ticket -> {
                UUID id = ticket.ticket().conversationId();
                yield id == null ? UNKNOWN : ofConversation(id, true);
            }
            case RatingEvent rating -> UNKNOWN;
        };
    }

    private static RoomNames of(ChatState chat) {
        return ofConversation(chat.conversationId(), chat.ticket() != null);
    }

    /// What is known when another one tells too.
    public RoomNames and(RoomNames told) {
        return new RoomNames(
                conversationId == null ? told.conversationId : conversationId,
                ticketId == null ? told.ticketId : ticketId);
    }
}
