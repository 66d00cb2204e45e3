package com.smipay.support.messaging;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
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
    public static final String EMAIL = "john@example.com";
    public static final Instant CREATED = Instant.parse("2026-02-24T10:30:00.123Z");

    private static final AtomicInteger COUNTER = new AtomicInteger(100_000);

    private TicketStates() {}

    /// Made with a token.
    public static TicketState of(String userId) {
        return state(new Owner(userId, EMAIL, "John Doe"), UUID.randomUUID(), null);
    }

    /// Made without a token, on a device that `proof` proves.
    public static TicketState guest(UUID id, @Nullable String proof) {
        return state(new Owner(null, EMAIL, "John Doe"), id, proof);
    }

    public static TicketState guest() {
        return guest(UUID.randomUUID(), null);
    }

    /// Made of the chat of this id.
    public static TicketState ofChat(UUID id, String number) {
        TicketState like = of("u-1");
        return new TicketState(
                id,
                number,
                like.version(),
                1,
                like.owner(),
                like.subject(),
                like.description(),
                like.supportType(),
                like.status(),
                like.priority(),
                null,
                null,
                null,
                null,
                null,
                null,
                like.createdAt(),
                like.updatedAt(),
                1L,
                like.statusChangedAt(),
                id);
    }

    private static TicketState state(Owner owner, UUID id, @Nullable String proof) {
        return new TicketState(
                id,
                "SMI-2026-" + COUNTER.incrementAndGet(),
                1,
                1,
                owner,
                "I can't complete my transfer",
                "I tried sending money to @janedoe ₦50,000",
                SupportType.TRANSACTION_ISSUE,
                TicketStatus.PENDING,
                Priority.MEDIUM,
                "+2348012345678",
                "tx-1",
                null,
                null,
                null,
                proof,
                CREATED,
                CREATED,
                1L,
                CREATED);
    }

    /// The next version, in another status.
    public static TicketState then(TicketState ticket, String status) {
        return next(ticket, TicketStatus.of(status), ticket.owner(), ticket.guestProof(), ticket.ownerChangedIn());
    }

    /// The next version, bound to a user.
    public static TicketState claimedBy(TicketState ticket, String userId) {
        Owner owner = new Owner(userId, ticket.owner().email(), ticket.owner().name());
        return next(ticket, ticket.status(), owner, null, ticket.version() + 1);
    }

    /// The next version, after the account that owned it is gone.
    public static TicketState released(TicketState ticket) {
        Owner owner = new Owner(null, ticket.owner().email(), ticket.owner().name());
        return next(ticket, ticket.status(), owner, null, ticket.version() + 1);
    }

    private static TicketState next(
            TicketState t, TicketStatus status, Owner owner, @Nullable String proof, long ownerVersion) {
        return new TicketState(
                t.id(),
                t.ticketNumber(),
                t.version() + 1,
                t.version() + 1,
                owner,
                t.subject(),
                t.description(),
                t.supportType(),
                status,
                t.priority(),
                t.phoneNumber(),
                t.relatedTransactionId(),
                null,
                null,
                null,
                proof,
                t.createdAt(),
                t.updatedAt().plusSeconds(1),
                ownerVersion,
                status == t.status() ? t.statusChangedAt() : t.updatedAt().plusSeconds(1));
    }

    public static MessageState opening(TicketState ticket) {
        UUID id = UUID.nameUUIDFromBytes(ticket.ticketNumber().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new MessageState(
                id,
                1,
                ticket.description(),
                true,
                false,
                ticket.owner().userId(),
                ticket.owner().name(),
                ticket.owner().email(),
                ticket.createdAt());
    }

    public static EventEnvelope opened(TicketState ticket) {
        return envelope(new TicketEvent.Opened(ticket, opening(ticket)), ticket.updatedAt());
    }

    public static EventEnvelope changed(TicketState ticket) {
        Actor admin = new Actor("a-1", "Ada", "Obi", "ada@smipay.com");
        return envelope(
                new TicketEvent.StatusChanged(ticket, TicketStatus.PENDING, ticket.status(), admin, 1, null),
                ticket.updatedAt());
    }

    public static EventEnvelope rated(TicketState ticket, int stars, @Nullable Actor claimedBy) {
        Owner owner = claimedBy == null
                ? ticket.owner()
                : new Owner(
                        claimedBy.id(), ticket.owner().email(), ticket.owner().name());
        return envelope(
                new RatingEvent.Rated(
                        ticket.id(),
                        ticket.ticketNumber(),
                        ticket.version(),
                        owner,
                        stars,
                        null,
                        ticket.updatedAt(),
                        claimedBy),
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
