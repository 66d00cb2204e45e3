package com.smipay.support.messaging.api;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.Ticket;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The ticket of a chat, where the chat is shown (`live-chat-api.md`, User side).
public record ConversationTicket(
        UUID id, String ticketNumber, String subject, TicketStatus status, Priority priority, SupportType supportType) {

    /// Null for null.
    public static @Nullable ConversationTicket of(@Nullable Ticket ticket) {
        return ticket == null
                ? null
                : new ConversationTicket(
                        ticket.id(),
                        ticket.number(),
                        ticket.subject(),
                        ticket.status(),
                        ticket.priority(),
                        ticket.supportType());
    }
}
