package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Missed;
import com.smipay.support.messaging.domain.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the realtime service is answered about somebody who joins.
///
/// @param conversationId only of a ticket that was made of a chat
/// @param owner for the realtime service: whose personal room the ticket's news go to
/// @param missed only where it was asked for
/// @param more only where there is more
@JsonInclude(JsonInclude.Include.NON_NULL)
record JoinAnswer(
        UUID ticketId,
        @Nullable UUID conversationId,
        String ticketNumber,
        TicketStatus status,
        Owner owner,
        @Nullable List<Message> missed,
        @Nullable Boolean more) {
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

    static JoinAnswer of(Conversation conversation, @Nullable Missed missed) {
        Ticket ticket = conversation.ticket();
        return new JoinAnswer(
                ticket.id(),
                conversation.chatOrNull() == null ? null : conversation.id(),
                ticket.number(),
                ticket.status(),
                conversation.owner(),
                missed == null
                        ? null
                        : missed.messages().stream().map(JoinAnswer::shown).toList(),
                (missed != null && missed.more()) ? Boolean.TRUE : null);
    }

    static Message shown(MessageState message) {
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
