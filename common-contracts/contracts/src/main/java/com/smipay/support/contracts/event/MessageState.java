package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One message of a conversation, as accepted.
///
/// @param seq its place in the ticket's conversation, from 1, without gaps, internal notes included
/// @param message exactly what was sent
/// @param senderId the user's or admin's id; null for a guest
/// @param isInternal a note that only admins may ever see
/// @param clientId by which its sender's app knows it, at most 64 characters (`decisions.md` 64); null and left out
///     where none was given
public record MessageState(
        UUID id,
        long seq,
        String message,
        boolean isFromUser,
        boolean isInternal,
        @Nullable String senderId,
        @Nullable String senderName,
        @Nullable String senderEmail,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientId) {

    /// A message whose sender gave it no id of their own.
    public MessageState(
            UUID id,
            long seq,
            String message,
            boolean isFromUser,
            boolean isInternal,
            @Nullable String senderId,
            @Nullable String senderName,
            @Nullable String senderEmail,
            Instant createdAt) {
        this(id, seq, message, isFromUser, isInternal, senderId, senderName, senderEmail, createdAt, null);
    }
}
