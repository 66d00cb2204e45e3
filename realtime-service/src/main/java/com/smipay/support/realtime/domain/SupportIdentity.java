package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.MessageState;
import org.jspecify.annotations.Nullable;

/// What users see as the sender of support's messages (`decisions.md` 41). Null keeps the admin's own.
public record SupportIdentity(
        @Nullable String displayName, @Nullable String displayEmail) {

    /// Whether users see anything but what admins see.
    boolean replaces(MessageState message) {
        return !message.isFromUser() && (displayName != null || displayEmail != null);
    }

    @Nullable String nameOf(MessageState message) {
        return message.isFromUser() || displayName == null ? message.senderName() : displayName;
    }

    @Nullable String emailOf(MessageState message) {
        return message.isFromUser() || displayEmail == null ? message.senderEmail() : displayEmail;
    }
}
