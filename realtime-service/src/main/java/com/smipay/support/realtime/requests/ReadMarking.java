package com.smipay.support.realtime.requests;

import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.requests.ClientRequest.MarkRead;
import com.smipay.support.realtime.requests.Conversations.ReadAnswer;
import com.smipay.support.realtime.requests.Conversations.ReadQuestion;
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

    private record Acknowledgement(
            boolean success,
            String ticketNumber,
            @Nullable UUID lastMessageId,
            @Nullable Instant readAt) {
        static Acknowledgement of(ReadAnswer read) {
            return new Acknowledgement(true, read.ticketNumber(), read.lastMessageId(), read.readAt());
        }
    }

    /// Returns when the client has been answered.
    void mark(Connection connection, MarkRead request, Reply reply) {
        if (connection.caller().isAdmin()) {
            reply.refuse(Refusal.USERS_ONLY);
            return;
        }
        ReadQuestion question = ReadQuestion.of(connection.caller(), request.lastMessageId());
        switch (messaging.markRead(request.ticketId(), question)) {
            case Answer.Refused<ReadAnswer> refused -> reply.refuse(refused.refusal());
            case Answer.Given<ReadAnswer> given -> reply.succeed(Acknowledgement.of(given.value()));
        }
    }
}
