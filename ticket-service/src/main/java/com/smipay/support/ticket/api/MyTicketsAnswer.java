package com.smipay.support.ticket.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.store.MyTickets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The list as the contract's sample prints it (`support-api.md` §2, `decisions.md` 19, 20, 61). `updated_at` is
/// the time by which it is ordered (`decisions.md` 59).
record MyTicketsAnswer(
        List<Ticket> tickets, long totalTickets, @Nullable String nextCursor) {

    record Ticket(
            UUID id,
            String ticketNumber,
            String subject,
            SupportType supportType,
            TicketStatus status,
            Priority priority,
            long messageCount,
            LastMessage lastMessage,
            boolean hasUnread,
            @Nullable Integer satisfactionRating,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant lastResponseAt,
            @Nullable String resolutionNotes,
            @Nullable UUID conversationId) {}

    /// Spelled as in the sample: `createdAt` here, `created_at` around it.
    record LastMessage(
            String message,
            boolean isFromUser,
            @JsonProperty("createdAt") Instant createdAt) {}

    static MyTicketsAnswer of(MyTickets.Page page) {
        return new MyTicketsAnswer(
                page.tickets().stream().map(MyTicketsAnswer::ticket).toList(),
                page.total(),
                page.next() == null ? null : page.next().encode());
    }

    private static Ticket ticket(MyTickets.Summary summary) {
        return new Ticket(
                summary.id(),
                summary.ticketNumber(),
                summary.subject(),
                summary.supportType(),
                summary.status(),
                summary.priority(),
                summary.messageCount(),
                new LastMessage(summary.newestPreview(), summary.newestIsFromUser(), summary.newestAt()),
                summary.hasUnread(),
                summary.satisfactionRating(),
                summary.createdAt(),
                summary.newsAt(),
                summary.lastResponseAt(),
                summary.resolutionNotes(),
                summary.conversationId());
    }
}
