package com.smipay.support.ticket.domain;

import com.smipay.support.kit.text.PersonName;
import org.jspecify.annotations.Nullable;

/// Whom a ticket is assigned to.
///
/// @param name what to call them, never null where a dashboard reads a text (`decisions.md` 48)
public record Assignee(String id, String name, Knowledge knowledge) {
    private static final String NAMELESS = "Support";

    /// A name, else the email, else `Support`.
    public static String shown(@Nullable String first, @Nullable String last, @Nullable String email) {
        String name = PersonName.of(first, last);
        if (name != null) {
            return name;
        }
        return email == null ? NAMELESS : email;
    }

    /// What we know of somebody's place in the support team (`decisions.md` 34).
    public enum Knowledge {
        ADMIN,
        /// A person known, but no admin, or none any more (`decisions.md` 54).
        NO_ADMIN,
        /// Nobody has told us about this id.
        UNKNOWN
    }
}
