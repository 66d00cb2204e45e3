package com.smipay.support.realtime.requests;

import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.requests.ClientRequest.MarkRead;
import com.smipay.support.realtime.requests.Conversations.ChatRead;
import com.smipay.support.realtime.requests.Conversations.ReadAnswer;
import com.smipay.support.realtime.requests.Conversations.ReadQuestion;
import com.smipay.support.realtime.requests.Conversations.TicketRead;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Reply;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Moves a user's read mark (`decisions.md` 21, 38). The room hears of it by the event, like of every other change.
final class ReadMarking {
    private final MessagingClient messaging;

    ReadMarking(MessagingClient messaging) {
        this.messaging = messaging;
    }

    private record TicketAcknowledgement(
            boolean success,
            String ticketNumber,
            @Nullable UUID lastMessageId,
            @Nullable Instant readAt) {}

    private record ChatAcknowledgement(
            boolean success,
            UUID conversationId,
            @Nullable UUID lastMessageId,
            @Nullable Instant readAt) {}

    private static Record acknowledgement(ReadAnswer answer) {
        return switch (answer) {
            case TicketRead ticket ->
                new TicketAcknowledgement(true, ticket.ticketNumber(), ticket.lastMessageId(), ticket.readAt());
            case ChatRead chat ->
                new ChatAcknowledgement(true, chat.conversationId(), chat.lastMessageId(), chat.readAt());
        };
    }

    /// Returns when the client has been answered.
    void mark(Connection connection, MarkRead request, Reply reply) {
        if (connection.caller().isAdmin()) {
            reply.refuse(Refusal.usersOnly(request.place().door()));
            return;
        }
        ReadQuestion question = ReadQuestion.of(connection.caller(), request.lastMessageId());
        switch (messaging.markRead(request.place(), question)) {
            case Answer.Refused<ReadAnswer> refused -> reply.refuse(refused.refusal());
            case Answer.Given<ReadAnswer> given -> reply.succeed(acknowledgement(given.value()));
        }
    }
}
