package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.kit.security.Caller;
import org.jspecify.annotations.Nullable;

/// Somebody with a valid token.
///
/// @param ownershipEmail the address that may prove ownership, trimmed and in lower case; null where the token has
///     none, or says that it is not verified (`decisions.md` 13)
/// @param email what to show as the person's address
public record Person(
        String userId,
        @Nullable String ownershipEmail,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean isAdmin) {
    /// Whoever a token speaks for.
    public static Person of(Caller caller) {
        return new Person(
                caller.userId(),
                caller.ownershipEmail().orElse(null),
                caller.email(),
                caller.firstName(),
                caller.lastName(),
                caller.isAdmin());
    }

    /// First and last name, as far as they are known; null where neither is.
    public @Nullable String displayName() {
        String joined = ((firstName == null ? "" : firstName) + " " + (lastName == null ? "" : lastName)).strip();
        return joined.isEmpty() ? null : joined;
    }

    /// The same without the admin role.
    public Person asUser() {
        return new Person(userId, ownershipEmail, email, firstName, lastName, false);
    }

    public Actor toActor() {
        return new Actor(userId, firstName, lastName, email);
    }
}
