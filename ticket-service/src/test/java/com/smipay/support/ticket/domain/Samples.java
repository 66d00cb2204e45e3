package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;

/// Tickets and people for tests of decisions.
final class Samples {
    static final Instant OPENED = Instant.parse("2026-02-24T10:30:00Z");
    static final Instant LATER = OPENED.plusSeconds(60);
    static final Actor ADA = new Actor("a-1", "Ada", "Obi", "ada@smipay.com");
    static final Actor USER = new Actor("u-1", "John", "Doe", "john@example.com");

    private Samples() {}

    /// A guest's, at version 5, whose status last changed at version 3.
    static Ticket ticket(TicketStatus status) {
        boolean settled = status.isSettled();
        StatusDetails standing = new StatusDetails(
                status,
                3,
                OPENED,
                settled ? OPENED.plusSeconds(1) : null,
                settled ? "a-0" : null,
                settled ? "Done." : null);
        TicketSubmission submission = submission();
        return new Ticket(
                submission,
                5,
                Ownership.initial(new Owner(null, submission.email(), "John"), "proof"),
                submission.phoneNumber(),
                standing,
                Priority.MEDIUM,
                null,
                7,
                OPENED.plusSeconds(30));
    }

    static TicketSubmission submission() {
        return new TicketSubmission(
                UUID.fromString("019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12"),
                "SMI-2026-000001",
                "I can't pay",
                "It fails again and again.",
                SupportType.PAYMENT_ISSUE,
                "john@example.com",
                null,
                null,
                UUID.fromString("019c8f5e-6b1b-7a10-8c55-2d1e9f0a3b47"),
                null,
                "John",
                OPENED,
                null);
    }

    static MessageState message(boolean fromUser, boolean internal) {
        return new MessageState(
                UUID.fromString("019c8f5e-6b1c-7a10-8c55-2d1e9f0a3b47"),
                8,
                "Some words.",
                fromUser,
                internal,
                "somebody",
                null,
                null,
                LATER);
    }

    static Assignee assignee(String id, String name, Assignee.Knowledge knowledge) {
        return new Assignee(id, name, knowledge);
    }
}
