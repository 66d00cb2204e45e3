package com.smipay.support.ticket.conversation;

import org.jspecify.annotations.Nullable;

/// A message to a ticket by way of `request-support`; other fields of the body are not looked at (`decisions.md`
/// 16).
///
/// @param ticketNumber as the caller wrote it
/// @param message exactly as sent
/// @param email trimmed and in lower case
/// @param clientId the sender's own for the message (`decisions.md` 64); null where none was given
public record FollowUpMessage(
        String ticketNumber,
        String message,
        String email,
        @Nullable String clientId) {}
