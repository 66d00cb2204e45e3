package com.smipay.support.messaging.domain;

import org.jspecify.annotations.Nullable;

/// Whoever wants to read a conversation, with everything that may speak for them (`decisions.md` 12).
///
/// @param person null without a token
/// @param email given beside its number or id, trimmed and in lower case; null where none was
public record Visitor(
        @Nullable Person person, Device device, @Nullable String email) {

    /// The device that a request came from. What identifies it stays with whoever made this.
    @FunctionalInterface
    public interface Device {
        /// Whether it was made without a token on this very device.
        boolean opened(Conversation conversation);
    }

    public Visitor withoutEmail() {
        return new Visitor(person, device, null);
    }
}
