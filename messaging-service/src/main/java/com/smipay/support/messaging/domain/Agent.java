package com.smipay.support.messaging.domain;

/// Somebody whom a chat can be handed over to.
///
/// @param name what to call them: a name, else the email, else `Support` (`decisions.md` 48)
public record Agent(String id, String name) {}
