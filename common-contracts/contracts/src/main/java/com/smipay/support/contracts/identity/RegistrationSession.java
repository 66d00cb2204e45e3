package com.smipay.support.contracts.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A registration under way, as the registration system tells it (`decisions.md` 30).
///
/// @param status `active` or `pending` while it lives; null means `active`
public record RegistrationSession(
        String sessionId,
        String email,
        @Nullable String phoneNumber,
        @Nullable String firstName,
        @Nullable String lastName,
        Instant expiresAt,
        @Nullable String status) {}
