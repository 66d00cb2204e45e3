package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.MessageState;
import org.jspecify.annotations.Nullable;

/// Under which name and address support appears to users (`decisions.md` 41). Admins always see the admin's own.
///
/// @param name null for the admin's own
/// @param email null for the admin's own
public record SupportIdentity(
        @Nullable String name, @Nullable String email) {

    /// What a user is told to call an agent; null where there is none.
    public @Nullable String shownName(@Nullable String agentName) {
        return agentName == null || name == null ? agentName : name;
    }

    /// The message as a user sees it.
    public MessageState shownToUsers(MessageState message) {
        if (message.isFromUser()) {
            return message;
        }
        return new MessageState(
                message.id(),
                message.seq(),
                message.message(),
                false,
                message.isInternal(),
                message.senderId(),
                name == null ? nameOf(message) : name,
                email == null ? message.senderEmail() : email,
                message.createdAt(),
                message.clientId());
    }

    /// An address that stands for a name is hidden as the address is.
    private @Nullable String nameOf(MessageState message) {
        boolean isAddress = message.senderName() != null && message.senderName().equals(message.senderEmail());
        return isAddress && email != null ? email : message.senderName();
    }
}
