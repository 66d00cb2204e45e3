package com.smipay.support.rating.domain;

import com.smipay.support.contracts.event.Owner;
import org.jspecify.annotations.Nullable;

/// The account that wants to rate.
///
/// @param email the address that may prove ownership, trimmed and in lower case; null where the token has none, or says
///     that it is not verified
public record Rater(String userId, @Nullable String email) {
    /// Whether the ticket belongs to this account: by its id, or by email while nobody is bound to it
    /// (`decisions.md` 13, 35).
    public boolean owns(Owner owner) {
        return owner.isUnclaimed() ? owner.email().equals(email) : userId.equals(owner.userId());
    }
}
