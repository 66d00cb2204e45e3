package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// To whom a ticket belongs (`decisions.md` 13, 35).
///
/// @param userId the account, or null while a ticket that was made without a token is bound to nobody
/// @param email the contact email, trimmed and in lower case; it decides ownership only while `userId` is null
/// @param name what to call the owner, where somebody has told us
public record Owner(
        @Nullable String userId, String email, @Nullable String name) {
    private static final String ERASED = "erased:";

    /// What stands where a person's words stood.
    public static final String ERASED_TEXT = "[erased]";

    /// Of what belonged to somebody who was erased (`privacy.md`, Erasure): an account that nobody has or can
    /// name, another one for each ticket, so that nothing tells which of them were one person's.
    public static Owner erased() {
        return new Owner(ERASED + UUID.randomUUID(), "", null);
    }

    /// Whether a user id stands for somebody who was erased. No token may carry one.
    public static boolean isErased(@Nullable String userId) {
        return userId != null && userId.startsWith(ERASED);
    }

    /// Whether it belonged to somebody who was erased: whoever holds a copy forgets what it says of them.
    @JsonIgnore
    public boolean isErased() {
        return isErased(userId);
    }

    /// Whether the ticket was made without a token and nobody has claimed it since.
    @JsonIgnore
    public boolean isUnclaimed() {
        return userId == null;
    }
}
