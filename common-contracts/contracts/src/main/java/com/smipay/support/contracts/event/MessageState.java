package com.smipay.support.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One message of a conversation, as accepted.
///
/// @param seq its place in the ticket's conversation, from 1, without gaps, internal notes included
/// @param message exactly what was sent
/// @param senderId the user's or admin's id; null for a guest
/// @param isInternal a note that only admins may ever see
public record MessageState(
        UUID id,
        long seq,
        String message,
        boolean isFromUser,
        boolean isInternal,
        @Nullable String senderId,
        @Nullable String senderName,
        @Nullable String senderEmail,
        Instant createdAt) {}
