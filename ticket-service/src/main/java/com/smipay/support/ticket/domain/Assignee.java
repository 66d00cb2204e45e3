package com.smipay.support.ticket.domain;

import org.jspecify.annotations.Nullable;

/// Whom a ticket is assigned to.
///
/// @param name null while nobody has told us
public record Assignee(String id, @Nullable String name, Knowledge knowledge) {
    /// What we know of somebody's place in the support team (`decisions.md` 34).
    public enum Knowledge {
        ADMIN,
        /// Somebody known, but no admin.
        NO_ADMIN,
        /// Nobody has told us about this id.
        UNKNOWN
    }
}
