package com.smipay.support.realtime.requests;

import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.requests.ClientRequest.JoinTicket;
import com.smipay.support.realtime.requests.Conversations.JoinAnswer;
import com.smipay.support.realtime.requests.Conversations.JoinQuestion;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Reply;
import com.smipay.support.realtime.store.RoomMembership;
import com.smipay.support.realtime.store.Rooms;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Lets a client into a ticket's room (`decisions.md` 27): takes the membership, asks the messaging service,
/// answers, opens the membership. Taken before the question, so that what is posted while it is under way is held
/// back and not lost; a membership is never left behind, whatever happens on the way. Who is in the room stays in
/// it, whatever the answer to another question is (`decisions.md` 58).
final class Joining {
    private final Rooms rooms;
    private final MessagingClient messaging;

    Joining(Rooms rooms, MessagingClient messaging) {
        this.rooms = rooms;
        this.messaging = messaging;
    }

    /// Returns when the client has been answered.
    void join(Connection connection, JoinTicket request, Reply reply) {
        UUID ticketId = request.ticketId();
        RoomMembership membership = rooms.take(connection, ticketId);
        if (membership == null) {
            reply.refuse(Refusal.TOO_MANY_ROOMS);
            return;
        }
        boolean isMember = membership.isOpen();
        boolean answered = false;
        try {
            answered = answer(membership, reply, ask(connection, request));
        } finally {
            if (!answered && !isMember) {
                rooms.giveUp(membership);
            }
        }
    }

    private Answer<JoinAnswer> ask(Connection connection, JoinTicket request) {
        return messaging.join(request.ticketId(), JoinQuestion.of(connection.caller(), request.lastMessageId()));
    }

    private boolean answer(RoomMembership membership, Reply reply, Answer<JoinAnswer> answer) {
        return switch (answer) {
            case Answer.Refused<JoinAnswer> refused -> {
                reply.refuse(refused.refusal());
                yield false;
            }
            case Answer.Given<JoinAnswer> given ->
                open(
                        membership,
                        reply,
                        JoinAcknowledgement.of(
                                given.value(), membership.connection().caller().isAdmin()));
        };
    }

    /// Waits for the event loop, so that the client's next request finds it in the room.
    private boolean open(RoomMembership membership, Reply reply, JoinAcknowledgement acknowledgement) {
        boolean opened = CompletableFuture.supplyAsync(
                        () -> rooms.open(membership, () -> reply.succeedNow(acknowledgement)),
                        membership.connection().loop())
                .join();
        if (opened) {
            return true;
        }
        reply.refuse(membership.hasOverflowed() ? Refusal.UNAVAILABLE : Refusal.TICKET_NOT_FOUND);
        return false;
    }
}
