package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.MessageState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What users see as the sender of support's messages (`decisions.md` 41). Null keeps the admin's own.
public record SupportIdentity(
        @Nullable String displayName, @Nullable String displayEmail) {

    /// Whether users see anything but what admins see.
    boolean replaces(MessageState message) {
        return !message.isFromUser() && (displayName != null || displayEmail != null);
    }

    /// The agent of a conversation as users see them, an address that stands for a name hidden too; null while it is
    /// nobody's.
    public @Nullable String agentName(@Nullable String assignedAdminName) {
        if (assignedAdminName == null) {
            return null;
        }
        if (displayName != null) {
            return displayName;
        }
        return assignedAdminName.indexOf('@') >= 0 && displayEmail != null ? displayEmail : assignedAdminName;
    }

    /// Whether users see another name than this agent's.
    boolean replaces(@Nullable String assignedAdminName) {
        return !Objects.equals(assignedAdminName, agentName(assignedAdminName));
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
