package com.smipay.support.messaging.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.store.AdminMessages;
import com.smipay.support.messaging.store.Messages;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody missed since a message (`decisions.md` 27), oldest first.
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

    /// @throws com.smipay.support.kit.http.Problem 400 for an id that is no message that a user may see
    static Missed byUser(Statements statements, UUID ticketId, UUID since, SupportIdentity support) {
        long seq = Messages.place(statements, ticketId, since)
                .orElseThrow(() -> MessagingProblems.unknownMessage(MarkRead.LAST_MESSAGE_ID))
                .seq();
        return of(Messages.after(statements, ticketId, seq, MOST + 1).stream()
                .map(support::shownToUsers)
                .toList());
    }

    /// Notes too.
    ///
    /// @throws com.smipay.support.kit.http.Problem 400 for an id that is neither a message nor a note of this
    ///     ticket
    static Missed byAdmin(Statements statements, UUID ticketId, UUID since) {
        long seq = AdminMessages.place(statements, ticketId, since)
                .orElseThrow(() -> MessagingProblems.unknownMessage(MarkRead.LAST_MESSAGE_ID));
        return of(AdminMessages.after(statements, ticketId, seq, MOST + 1));
    }

    private static Missed of(List<MessageState> found) {
        return new Missed(found.stream().limit(MOST).map(Missed::shown).toList(), found.size() > MOST);
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
