package com.smipay.support.kit.security;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The person that a valid token speaks for (`decisions.md` 14).
///
/// @param userId the `sub` claim
/// @param email trimmed and in lower case; null where the token has none
/// @param emailVerified false only where the token says so (`email_verified: false`)
/// @param expiresAt the `exp` claim, without any skew
public record Caller(
        String userId,
        @Nullable String email,
        boolean emailVerified,
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
