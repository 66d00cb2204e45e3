package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.messaging.domain.Words;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chat that is about to begin (`live-chat-api.md`, User side).
///
/// @param id of the chat, and of the ticket that may be made of it
/// @param owner with the name that a token tells, which what the identity topic says replaces (`decisions.md` 49)
/// @param guestProof of the device, where it is a guest's
/// @param phoneNumber E.164; where it is null, what is known of the account counts
/// @param deviceMetadata JSON
public record NewChat(
        UUID id,
        UUID messageId,
        Words words,
        Owner owner,
        @Nullable String guestProof,
        @Nullable String phoneNumber,
        String deviceMetadata,
        @Nullable String ipAddress,
        @Nullable String userAgent) {}
