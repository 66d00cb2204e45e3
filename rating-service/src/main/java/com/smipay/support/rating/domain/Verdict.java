package com.smipay.support.rating.domain;

/// Whether a rating counts.
public sealed interface Verdict {
    /// @param claims whether the rating also binds a ticket without an account to the rater (`decisions.md` 13)
    record Accepted(boolean claims) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}

    /// In the order in which they are looked at (`decisions.md` 22).
    enum Reason {
        UNKNOWN_TICKET,
        NOT_THE_OWNER,
        ALREADY_RATED,
        NOT_SETTLED
    }
}
