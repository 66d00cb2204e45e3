package com.smipay.support.kit.security;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The person that a valid token speaks for (`decisions.md` 14).
///
/// @param userId the `sub` claim, in lower case where it is a UUID (`decisions.md` 53)
/// @param email trimmed and in lower case; null where the token has none
/// @param emailVerified false only where the token says so (`email_verified: false`)
/// @param phoneNumber as the token has it, for show: it proves nothing, and need not be a number
/// @param firstName cleaned ([com.smipay.support.kit.text.ShownText]), as the last name is
/// @param expiresAt the `exp` claim, without any skew
public record Caller(
        String userId,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String phoneNumber,
        @Nullable String firstName,
        @Nullable String lastName,
        Role role,
        Instant expiresAt) {

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /// The address that may prove ownership of a ticket made without a token (`decisions.md` 13).
    public Optional<String> ownershipEmail() {
        return emailVerified ? Optional.ofNullable(email) : Optional.empty();
    }

    /// First and last name, as far as the token tells; null where it tells neither.
    public @Nullable String displayName() {
        String joined = ((firstName == null ? "" : firstName) + " " + (lastName == null ? "" : lastName)).strip();
        return joined.isEmpty() ? null : joined;
    }
}
