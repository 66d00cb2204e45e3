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

    /// An address that stands for a name is hidden as the address is.
    @Nullable String nameOf(MessageState message) {
        if (message.isFromUser()) {
            return message.senderName();
        }
        if (displayName != null) {
            return displayName;
        }
        boolean isAddress = message.senderName() != null && message.senderName().equals(message.senderEmail());
        return isAddress && displayEmail != null ? displayEmail : message.senderName();
    }

    @Nullable String emailOf(MessageState message) {
        return message.isFromUser() || displayEmail == null ? message.senderEmail() : displayEmail;
    }
}
