package com.smipay.support.messaging.domain;

import org.jspecify.annotations.Nullable;

/// What somebody wants to say.
///
/// @param text exactly as sent
/// @param clientId the sender's own for it, for their app to know it by (`decisions.md` 64); null where none was given
public record Words(String text, @Nullable String clientId) {}
