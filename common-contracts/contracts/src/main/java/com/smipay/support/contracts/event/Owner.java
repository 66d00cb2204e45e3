package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// To whom a ticket belongs (`decisions.md` 13, 35).
///
/// @param userId the account, or null while a ticket that was made without a token is bound to nobody
/// @param email the contact email, trimmed and in lower case; it decides ownership only while `userId` is null
/// @param name what to call the owner, where somebody has told us
public record Owner(
        @Nullable String userId, String email, @Nullable String name) {
    /// Whether the ticket was made without a token and nobody has claimed it since.
    @JsonIgnore
    public boolean isUnclaimed() {
        return userId == null;
    }
}
