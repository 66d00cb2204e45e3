package com.smipay.support.messaging.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.edge.UserTicket;
import com.smipay.support.messaging.store.AdminMessages;
import com.smipay.support.messaging.store.Messages;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody missed since a message (`decisions.md` 27), oldest first; as much of it as fits into one answer
/// (`decisions.md` 56).
///
/// @param more whether there are others behind these
record Missed(List<Message> messages, boolean more) {
    private static final int MOST = 200;

    /// Shaped as in `new_message` (`admin-api.md`, Socket.IO).
    record Message(
            UUID id,
            String message,
            boolean isFromUser,
            boolean isInternal,
            @Nullable String senderName,
            @Nullable String senderEmail,
            @Nullable Object attachments,
            @JsonProperty("createdAt") Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientId) {}

    /// @param conversation as it was looked at just before
    /// @throws com.smipay.support.kit.http.Problem 400 for an id that is no message that a user may see
    static Missed byUser(Statements statements, Conversation conversation, UUID since, SupportIdentity support) {
        UUID ticketId = conversation.ticket().id();
        long seq = Messages.place(statements, ticketId, since)
                .orElseThrow(() -> MessagingProblems.unknownMessage(MarkRead.LAST_MESSAGE_ID))
                .seq();
        return of(
                Messages.after(statements, ticketId, seq, MOST).stream()
                        .map(support::shownToUsers)
                        .toList(),
                conversation.newest().seq());
    }

    /// Notes too.
    ///
    /// @param conversation as it was looked at just before
    /// @throws com.smipay.support.kit.http.Problem 400 for an id that is neither a message nor a note of this
    ///     ticket
    static Missed byAdmin(Statements statements, Conversation conversation, UUID since) {
        UUID ticketId = conversation.ticket().id();
        long seq = AdminMessages.place(statements, ticketId, since)
                .orElseThrow(() -> MessagingProblems.unknownMessage(MarkRead.LAST_MESSAGE_ID));
        return of(AdminMessages.after(statements, ticketId, seq, MOST), conversation.seq());
    }

    /// What their JSON may take, at the most.
    static long mostBytes(Conversation conversation) {
        return UserTicket.mostBytes(Math.min(MOST, conversation.seq()));
    }

    /// @param newest the place of the newest that there was
    private static Missed of(List<MessageState> found, long newest) {
        return new Missed(
                found.stream().map(Missed::shown).toList(),
                !found.isEmpty() && found.getLast().seq() < newest);
    }

    private static Message shown(MessageState message) {
        return new Message(
                message.id(),
                message.message(),
                message.isFromUser(),
                message.isInternal(),
                message.senderName(),
                message.senderEmail(),
                null,
                message.createdAt(),
                message.clientId());
    }
}
