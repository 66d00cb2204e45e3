package com.smipay.support.messaging.domain;

import org.jspecify.annotations.Nullable;

/// What the identity topic says of somebody's account.
///
/// @param role null where it says nothing of it: then a token's word counts (`decisions.md` 43)
public record AccountStatus(boolean isGone, @Nullable String role) {}
