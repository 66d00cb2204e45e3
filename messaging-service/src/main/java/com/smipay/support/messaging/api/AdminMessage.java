package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.event.MessageState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message or internal note as admins see it (`admin-api.md`, Ticket detail).
///
/// @param userId whoever wrote it, user or admin; null for a guest
public record AdminMessage(
        UUID id,
        String message,
        boolean isInternal,
        boolean isFromUser,
        @Nullable String userId,
        @Nullable String senderName,
        @Nullable String senderEmail,
        @Nullable Object attachments,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientId) {

    public static AdminMessage of(MessageState message) {
        return new AdminMessage(
                message.id(),
                message.message(),
                message.isInternal(),
                message.isFromUser(),
                message.senderId(),
                message.senderName(),
                message.senderEmail(),
                null,
                message.createdAt(),
                message.clientId());
    }
}
