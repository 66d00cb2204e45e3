package com.smipay.support.messaging.api;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.messaging.domain.Chat;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.SupportIdentity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chat with its messages, as users see it (`live-chat-api.md`, User side).
public record UserConversation(
        UUID id,
        ConversationStatus status,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable String assignedAdminName,
        @Nullable Integer satisfactionRating,
        @Nullable String feedback,
        Instant lastMessageAt,
        Instant createdAt,
        Instant updatedAt,
        List<UserTicket.Message> messages,
        long totalMessages,
        boolean hasMore,
        @Nullable ConversationTicket ticket) {

    /// @param messages oldest first, without notes
    public static UserConversation of(Conversation conversation, List<MessageState> messages, SupportIdentity support) {
        Chat chat = conversation.chat();
        return new UserConversation(
                conversation.id(),
                conversation.chatStatus(),
                conversation.contactEmail(),
                conversation.phoneNumber(),
                support.shownName(chat.assignedName()),
                chat.rating(),
                chat.feedback(),
                conversation.newest().createdAt(),
                chat.createdAt(),
                conversation.chatUpdatedAt(),
                messages.stream()
                        .map(support::shownToUsers)
                        .map(UserTicket::shown)
                        .toList(),
                conversation.visibleCount(),
                Page.hasMore(messages),
                ConversationTicket.of(conversation.ticketOrNull()));
    }
}
