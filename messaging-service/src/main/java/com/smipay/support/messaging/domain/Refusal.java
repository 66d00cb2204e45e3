package com.smipay.support.messaging.domain;

import java.time.Duration;

/// Why a request about a conversation is refused. What HTTP makes of it is told in one place, at the edge.
public sealed interface Refusal {
    /// It does not exist, or this caller may not know of it: the two are never told apart (`decisions.md` 12).
    record NotFound() implements Refusal {}

    /// An id that stands in no conversation, or not in this one, or that this caller may not see.
    record UnknownMessage() implements Refusal {}

    /// The ticket does not take it.
    record NotTaken(PostingVerdict.Reason reason) implements Refusal {}

    /// Too many wrong emails were given for this ticket: none is looked at until then (`decisions.md` 65).
    record TooManyEmails(Duration retryAfter) implements Refusal {}

    /// A rule of chats is against it.
    record AgainstChat(ChatRule rule) implements Refusal {}

    /// There is one ticket of it at the most.
    record HasTicket(String number) implements Refusal {}
}
