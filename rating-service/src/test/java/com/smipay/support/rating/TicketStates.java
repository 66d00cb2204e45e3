package com.smipay.support.rating;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Tickets as the ticket service would announce them, each with an id and a number of its own.
public final class TicketStates {
    private static final AtomicInteger COUNTER = new AtomicInteger(100_000);
    private static final Instant CREATED = Instant.parse("2026-02-24T10:30:00Z");

    private TicketStates() {}

    public static TicketState of(String status, @Nullable String userId, String email) {
        String number = "SMI-2026-" + COUNTER.incrementAndGet();
        return state(UUID.randomUUID(), number, 1, TicketStatus.of(status), new Owner(userId, email, null), 1);
    }

    /// The next version, in another status.
    public static TicketState then(TicketState ticket, String status) {
        long version = ticket.version() + 1;
        return state(
                ticket.id(),
                ticket.ticketNumber(),
                version,
                TicketStatus.of(status),
                ticket.owner(),
                ticket.ownerChangedIn());
    }

    /// The next version, bound to a user.
    public static TicketState claimedBy(TicketState ticket, String userId) {
        Owner owner = new Owner(userId, ticket.owner().email(), ticket.owner().name());
        return ownedBy(ticket, owner);
    }

    /// The next version, after the account that owned it is gone.
    public static TicketState released(TicketState ticket) {
        return ownedBy(
                ticket, new Owner(null, ticket.owner().email(), ticket.owner().name()));
    }

    private static TicketState ownedBy(TicketState ticket, Owner owner) {
        long version = ticket.version() + 1;
        return state(ticket.id(), ticket.ticketNumber(), version, ticket.status(), owner, version);
    }

    private static TicketState state(
            UUID id, String number, long version, TicketStatus status, Owner owner, long ownerVersion) {
        return new TicketState(
                id,
                number,
                version,
                version,
                owner,
                "Subject of a ticket",
                "Description of a ticket",
                SupportType.OTHER,
                status,
                Priority.LOW,
                null,
                null,
                null,
                null,
                null,
                null,
                CREATED,
                CREATED.plusSeconds(version),
                ownerVersion,
                CREATED.plusSeconds(version));
    }

    public static EventEnvelope opened(TicketState ticket) {
        MessageState message = new MessageState(
                UUID.randomUUID(), 1, ticket.description(), true, false, null, null, null, ticket.createdAt());
        return envelope(new TicketEvent.Opened(ticket, message), ticket.updatedAt());
    }

    public static EventEnvelope changed(TicketState ticket) {
        Actor admin = new Actor("a-1", "Ada", "Obi", "ada@smipay.com");
        return envelope(
                new TicketEvent.StatusChanged(ticket, TicketStatus.PENDING, ticket.status(), admin, 1, null),
                ticket.updatedAt());
    }

    public static EventEnvelope envelope(SupportEvent event, Instant time) {
        return new EventEnvelope(
                UUID.randomUUID(),
                event.type().wire(),
                "/ticket-service",
                event.ticketId().toString(),
                time,
                null,
                null,
                EventCodec.encode(event));
    }
}
