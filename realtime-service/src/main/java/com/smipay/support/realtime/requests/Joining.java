package com.smipay.support.realtime.requests;

import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.domain.SupportIdentity;
import com.smipay.support.realtime.requests.ClientRequest.Join;
import com.smipay.support.realtime.requests.Conversations.ChatJoin;
import com.smipay.support.realtime.requests.Conversations.JoinAnswer;
import com.smipay.support.realtime.requests.Conversations.JoinQuestion;
import com.smipay.support.realtime.requests.Conversations.TicketJoin;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Reply;
import com.smipay.support.realtime.store.RoomMembership;
import com.smipay.support.realtime.store.Rooms;
import java.util.concurrent.CompletableFuture;

/// Lets a client into the room of a ticket or a conversation (`decisions.md` 27): takes the membership, asks the
/// messaging service, answers, opens the membership. Taken before the question, so that what is posted while it
/// is under way is held back and not lost; a membership is never left behind, whatever happens on the way. Who
/// is in the room stays in it, whatever the answer to another question is (`decisions.md` 58).
final class Joining {
    private final Rooms rooms;
    private final MessagingClient messaging;
    private final SupportIdentity identity;

    Joining(Rooms rooms, MessagingClient messaging, SupportIdentity identity) {
        this.rooms = rooms;
        this.messaging = messaging;
        this.identity = identity;
    }

    /// Returns when the client has been answered.
    void join(Connection connection, Join request, Reply reply) {
        Place place = request.place();
        RoomMembership membership = rooms.take(connection, place.id());
        if (membership == null) {
            reply.refuse(Refusal.tooManyRooms(place.door()));
            return;
        }
        boolean isMember = membership.isOpen();
        boolean answered = false;
        try {
            answered = answer(membership, place, reply, ask(connection, request));
        } finally {
            if (!answered && !isMember) {
                rooms.giveUp(membership);
            }
        }
    }

    private Answer<JoinAnswer> ask(Connection connection, Join request) {
        return messaging.join(request.place(), JoinQuestion.of(connection.caller(), request.lastMessageId()));
    }

    private boolean answer(RoomMembership membership, Place place, Reply reply, Answer<JoinAnswer> answer) {
        return switch (answer) {
            case Answer.Refused<JoinAnswer> refused -> {
                reply.refuse(refused.refusal());
                yield false;
            }
            case Answer.Given<JoinAnswer> given -> {
                membership.learn(given.value().names());
                yield open(membership, place, reply, acknowledgement(given.value(), membership.connection()));
            }
        };
    }

    private Record acknowledgement(JoinAnswer answer, Connection connection) {
        boolean admin = connection.caller().isAdmin();
        return switch (answer) {
            case TicketJoin ticket -> JoinAcknowledgement.of(ticket, admin);
            case ChatJoin chat ->
                admin ? ChatAcknowledgement.forAdmin(chat) : ChatAcknowledgement.forUser(chat, identity);
        };
    }

    /// Waits for the event loop, so that the client's next request finds it in the room.
    private boolean open(RoomMembership membership, Place place, Reply reply, Record acknowledgement) {
        boolean opened = CompletableFuture.supplyAsync(
                        () -> rooms.open(membership, place.door(), () -> reply.succeedNow(acknowledgement)),
                        membership.connection().loop())
                .join();
        if (opened) {
            return true;
        }
        reply.refuse(membership.hasOverflowed() ? Refusal.UNAVAILABLE : Refusal.notFound(place.door()));
        return false;
    }
}
