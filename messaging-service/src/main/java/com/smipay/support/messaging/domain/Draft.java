package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that has been decided on and is not yet written: its place and its time are given under the ticket's lock.
///
/// @param message exactly what was sent
/// @param senderId null for a guest
/// @param claimedBy whom the message binds the ticket to, where it binds it
public record Draft(
        UUID id,
        String message,
        boolean isFromUser,
        boolean isInternal,
        @Nullable String senderId,
        @Nullable String senderName,
        @Nullable String senderEmail,
        @Nullable Actor claimedBy) {}
