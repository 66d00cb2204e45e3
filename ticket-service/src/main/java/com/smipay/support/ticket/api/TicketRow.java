package com.smipay.support.ticket.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.store.TicketView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket in the list, and after every change (`admin-api.md`, Ticket row).
///
/// @param conversationId of the chat that it was made of; null where it began as a ticket
/// @param lastMessageFrom of the newest visible message: `user` or `support`
/// @param unreadBySupport whether the user wrote that one, so that nobody of support has answered it yet
public record TicketRow(
        UUID id,
        String ticketNumber,
        @Nullable String userId,
        @Nullable String phoneNumber,
        @Nullable String email,
        String subject,
        SupportType supportType,
        TicketStatus status,
        Priority priority,
        @Nullable String assignedTo,
        @Nullable Instant firstResponseAt,
        @Nullable Instant lastResponseAt,
        @Nullable Long responseTimeSeconds,
        @Nullable Instant resolvedAt,
        @Nullable Integer satisfactionRating,
        @Nullable List<String> tags,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonProperty("updatedAt") Instant updatedAt,
        @Nullable PersonView user,
        long messageCount,
        PersonView.@Nullable Summary assignedAdmin,
        String lastMessageFrom,
        boolean unreadBySupport,
        @Nullable UUID conversationId) {

    public static TicketRow of(TicketView ticket) {
        return of(ticket, PersonView.Brief.of(ticket.user()));
    }

    public static TicketRow of(TicketView ticket, @Nullable PersonView user) {
        return new TicketRow(
                ticket.id(),
                ticket.ticketNumber(),
                ticket.userId(),
                ticket.phoneNumber(),
                ticket.email(),
                ticket.subject(),
                ticket.supportType(),
                ticket.status(),
                ticket.priority(),
                ticket.assignedTo(),
                ticket.firstResponseAt(),
                ticket.lastResponseAt(),
                ticket.responseTimeSeconds(),
                ticket.resolvedAt(),
                ticket.satisfactionRating(),
                null,
                ticket.createdAt(),
                ticket.updatedAt(),
                user,
                ticket.messageCount(),
                ticket.assignedAdmin(),
                ticket.newestIsFromUser() ? "user" : "support",
                ticket.newestIsFromUser(),
                ticket.conversationId());
    }
}
