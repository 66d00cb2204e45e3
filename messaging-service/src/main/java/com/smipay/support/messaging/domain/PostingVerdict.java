package com.smipay.support.messaging.domain;

/// Whether a message is taken.
public sealed interface PostingVerdict {
    record Accepted(Draft draft) implements PostingVerdict {}

    record Refused(Reason reason) implements PostingVerdict {}

    /// In the order in which they are looked at.
    enum Reason {
        /// Too many wrong ones were given: this one is not looked at.
        EMAILS_REFUSED,
        /// By somebody for whom nothing else speaks: it counts as a guess.
        WRONG_EMAIL,
        /// By somebody who needs none.
        EMAIL_MISMATCH,
        TICKET_NOT_OPEN,
        /// A chat that support closed.
        CHAT_CLOSED,
        /// A chat that another agent has: only that one replies (`live-chat-api.md`, rule 2).
        OF_ANOTHER_AGENT,
        TICKET_FULL
    }
}
