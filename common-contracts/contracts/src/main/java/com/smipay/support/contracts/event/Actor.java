package com.smipay.support.contracts.event;

import org.jspecify.annotations.Nullable;

/// Who did something: a person of the support team, or a user.
public record Actor(
        String id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email) {}
