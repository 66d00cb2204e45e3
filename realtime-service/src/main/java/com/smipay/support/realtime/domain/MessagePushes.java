package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.realtime.domain.Audience.TicketRoom;
import com.smipay.support.realtime.domain.Audience.Viewers;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a message is shown in its room, and named elsewhere (`decisions.md` 37, 41, 62, 64): the same in a ticket
/// and in a conversation.
final class MessagePushes {
    private final SupportIdentity identity;

    MessagePushes(SupportIdentity identity) {
        this.identity = identity;
    }

    /// A note goes to admins in the room only; support's name and address are those that the viewer may see.
    ///
    /// @param id the conversation's or the ticket's, which is one where both are there
    List<Push> newMessage(UUID id, RoomNames names, MessageState message) {
        if (message.isInternal()) {
            return List.of(newMessage(id, Viewers.ADMINS, names, asSent(message)));
        }
        return identity.replaces(message)
                ? List.of(
                        newMessage(id, Viewers.ADMINS, names, asSent(message)),
                        newMessage(id, Viewers.USERS, names, asUsersSee(message)))
                : List.of(newMessage(id, Viewers.EVERYONE, names, asSent(message)));
    }

    private static Push newMessage(UUID id, Viewers viewers, RoomNames names, Payload.Message message) {
        return new Push(
                "new_message",
                new TicketRoom(id, viewers),
                new Payload.NewMessage(names.conversationId(), names.ticketId(), message));
    }

    /// The beginning of it, as users may see it.
    Payload.Preview preview(MessageState message) {
        return new Payload.Preview(
                message.id(), Preview.of(message.message()), identity.nameOf(message), message.createdAt());
    }

    private static Payload.Message asSent(MessageState message) {
        return shape(message, message.senderName(), message.senderEmail());
    }

    private Payload.Message asUsersSee(MessageState message) {
        return shape(message, identity.nameOf(message), identity.emailOf(message));
    }

    private static Payload.Message shape(
            MessageState message, @Nullable String senderName, @Nullable String senderEmail) {
        return new Payload.Message(
                message.id(),
                message.message(),
                message.isFromUser(),
                message.isInternal(),
                senderName,
                senderEmail == null || senderEmail.isEmpty() ? null : senderEmail,
                null,
                message.createdAt(),
                message.clientId());
    }
}
