package com.smipay.support.messaging.domain;

/// Whether a message is taken.
public sealed interface PostingVerdict {
    record Accepted(Draft draft) implements PostingVerdict {}

    record Refused(Reason reason) implements PostingVerdict {}

    /// In the order in which they are looked at.
    enum Reason {
        EMAIL_MISMATCH,
        TICKET_NOT_OPEN
    }
}
