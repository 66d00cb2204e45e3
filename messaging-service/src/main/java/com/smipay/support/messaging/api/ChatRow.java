package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.messaging.store.ChatView;
import com.smipay.support.messaging.store.ChatView.MadeTicket;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chat in the agents' list (`live-chat-api.md`, Admin side).
///
/// @param hasUnread whether the user wrote last, so that nobody of support has answered it yet
record ChatRow(
        UUID id,
        @Nullable String userId,
        @Nullable String email,
        @Nullable String phoneNumber,
        ConversationStatus status,
        @Nullable String assignedTo,
        @Nullable Instant assignedAt,
        @Nullable Integer satisfactionRating,
        Instant lastMessageAt,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonProperty("updatedAt") Instant updatedAt,
        @Nullable PersonView user,
        @Nullable MadeTicket ticket,
        long messageCount,
        LastMessage lastMessage,
        boolean hasUnread,
        PersonView.@Nullable Summary assignedAdmin) {

    /// Spelled as in a ticket's list: `createdAt`.
    record LastMessage(
            String message,
            boolean isFromUser,
            @Nullable String senderName,
            @JsonProperty("createdAt") Instant createdAt) {}

    static ChatRow of(ChatView chat) {
        return of(chat, PersonView.Brief.of(chat.user()));
    }

    static ChatRow of(ChatView chat, @Nullable PersonView user) {
        ChatView.Newest newest = chat.newest();
        return new ChatRow(
                chat.id(),
                chat.userId(),
                chat.email(),
                chat.phoneNumber(),
                chat.status(),
                chat.assignedTo(),
                chat.assignedAt(),
                chat.satisfactionRating(),
                chat.lastMessageAt(),
                chat.createdAt(),
                chat.updatedAt(),
                user,
                chat.ticket(),
                chat.messageCount(),
                new LastMessage(newest.preview(), newest.isFromUser(), newest.senderName(), newest.createdAt()),
                newest.isFromUser(),
                PersonView.Summary.of(chat.assignedTo(), chat.assignedName(), chat.assignedAdmin()));
    }
}
