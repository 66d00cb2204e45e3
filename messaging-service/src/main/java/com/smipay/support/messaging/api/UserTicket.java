package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.ConversationPage;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.domain.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket with its conversation, as users see it (`support-api.md` §3, `decisions.md` 20, 61).
public record UserTicket(
        UUID id,
        String ticketNumber,
        @Nullable UUID conversationId,
        String subject,
        String description,
        SupportType supportType,
        TicketStatus status,
        Priority priority,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable String relatedTransactionId,
        @Nullable String resolutionNotes,
        @Nullable Integer satisfactionRating,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastResponseAt,
        List<Message> messages,
        long totalMessages,
        boolean hasMore) {
    /// A message of the greatest length, in JSON, with what stands around it.
    private static final int LONGEST_MESSAGE = 22 * 1024;

    public record Message(
            UUID id,
            String message,
            boolean isFromUser,
            @Nullable String senderName,
            @Nullable String senderEmail,
            @Nullable Object attachments,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientId) {}

    /// What the messages of a conversation can be in JSON, at the most: never more than one page may be.
    ///
    /// @param count of its messages
    public static long mostBytes(long count) {
        return Math.min(Page.MAX_BYTES, count * LONGEST_MESSAGE);
    }

    /// @param page without notes
    public static UserTicket of(ConversationPage page, SupportIdentity support) {
        Conversation conversation = page.conversation();
        Ticket ticket = conversation.ticket();
        return new UserTicket(
                ticket.id(),
                ticket.number(),
                conversation.chatOrNull() == null ? null : conversation.id(),
                ticket.subject(),
                page.description(),
                ticket.supportType(),
                ticket.status(),
                ticket.priority(),
                conversation.contactEmail(),
                conversation.phoneNumber(),
                ticket.relatedTransactionId(),
                ticket.resolutionNotes(),
                ticket.rating(),
                ticket.createdAt(),
                conversation.updatedAt(),
                conversation.lastReplyAt(),
                page.messages().stream()
                        .map(support::shownToUsers)
                        .map(UserTicket::shown)
                        .toList(),
                conversation.visibleCount(),
                Page.hasMore(page.messages()));
    }

    static Message shown(MessageState message) {
        return new Message(
                message.id(),
                message.message(),
                message.isFromUser(),
                message.senderName(),
                message.senderEmail(),
                null,
                message.createdAt(),
                message.clientId());
    }
}
