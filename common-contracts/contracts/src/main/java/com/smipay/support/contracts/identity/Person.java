package com.smipay.support.contracts.identity;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A person, as the account system tells it (`decisions.md` 30). The last four are shown to admins as they came.
///
/// @param role `user` or `admin`; null is an ordinary user
public record Person(
        String id,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String phoneNumber,
        @Nullable String smipayTag,
        @Nullable JsonNode profileImage,
        @Nullable String role,
        @Nullable String accountStatus,
        @Nullable JsonNode wallet,
        @Nullable JsonNode tier,
        @Nullable JsonNode kycVerification) {}
