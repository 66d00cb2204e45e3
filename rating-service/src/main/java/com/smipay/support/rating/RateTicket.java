package com.smipay.support.rating;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.command.IdempotentExecutor.Outcome;
import com.smipay.support.kit.db.ConstraintViolationException;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.rating.domain.Rater;
import com.smipay.support.rating.domain.Rating;
import com.smipay.support.rating.domain.RatingRules;
import com.smipay.support.rating.domain.TicketReference;
import com.smipay.support.rating.domain.Verdict;
import com.smipay.support.rating.store.Ratings;
import com.smipay.support.rating.store.TicketReplica;
import com.smipay.support.rating.store.TicketReplica.Locked;
import io.helidon.http.Status;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Rates a ticket: the row, the claim, the event and the remembered answer in one transaction; the peers are told
/// before the caller is answered (`architecture.md`, rules 1 and 2). Safe for all threads and replicas.
final class RateTicket {
    private static final String SOURCE = "/rating-service";

    /// A rating that counts, with the event that announces it.
    record Accepted(RatingEvent.Rated rated, EventEnvelope event) {}

    /// Rolls back whatever was begun for a ticket that is not in the copy.
    private static final class NotInCopyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotInCopyException() {
            super("The ticket is not in the copy", null, false, false);
        }
    }

    private final IdempotentExecutor once;
    private final RowTurns turns;
    private final Predicate<TicketReference> fetch;
    private final Consumer<EventEnvelope> announce;

    /// @param turns of the tickets, by whatever names them
    /// @param fetch asks the ticket service for a ticket and takes it over; false when there is none
    /// @param announce publishes and tells what is committed
    RateTicket(
            IdempotentExecutor once,
            RowTurns turns,
            Predicate<TicketReference> fetch,
            Consumer<EventEnvelope> announce) {
        this.once = once;
        this.turns = turns;
        this.fetch = fetch;
        this.announce = announce;
    }

    /// @param ticket number or id, as the caller wrote it
    /// @throws com.smipay.support.kit.http.Problem for every refusal of `decisions.md` 22; 503 when the ticket is
    ///     not in the copy and the ticket service can't be asked
    Outcome<Accepted> rate(
            String ticket,
            Rating rating,
            Caller caller,
            Optional<IdempotencyKey> key,
            Function<RatingEvent.Rated, Object> answer) {
        TicketReference reference =
                TicketReference.parse(ticket).orElseThrow(() -> RatingProblems.unknownTicket(ticket));
        Outcome<Accepted> outcome;
        try {
            outcome = attempt(reference, rating, caller, key, answer);
        } catch (NotInCopyException notTold) {
            // Outside of any transaction: no connection waits for a peer.
            if (!fetch.test(reference)) {
                throw RatingProblems.unknownTicket(ticket);
            }
            outcome = attempt(reference, rating, caller, key, answer);
        }
        if (outcome instanceof Outcome.Executed<Accepted> fresh) {
            announce.accept(fresh.result().event());
        }
        return outcome;
    }

    private Outcome<Accepted> attempt(
            TicketReference reference,
            Rating rating,
            Caller caller,
            Optional<IdempotencyKey> key,
            Function<RatingEvent.Rated, Object> answer) {
        try {
            return turns.of(
                    reference.text(),
                    () -> once.run(
                            key,
                            Status.CREATED_201,
                            transaction -> decide(transaction, reference, rating, caller),
                            accepted -> answer.apply(accepted.rated())));
        } catch (ConstraintViolationException e) {
            if (Ratings.ONCE.equals(e.constraint())) {
                // Of two at once exactly one wins, and this is the other one.
                throw RatingProblems.of(Verdict.Reason.ALREADY_RATED);
            }
            throw e;
        }
    }

    private static Accepted decide(Statements transaction, TicketReference reference, Rating rating, Caller caller) {
        Locked locked = TicketReplica.lock(transaction, reference).orElseThrow(NotInCopyException::new);
        Rater rater = new Rater(caller.userId(), caller.ownershipEmail().orElse(null));
        return switch (RatingRules.judge(locked.ticket(), locked.isRated(), rater)) {
            case Verdict.Refused refused -> throw RatingProblems.of(refused.reason());
            case Verdict.Accepted verdict -> {
                RatingEvent.Rated rated = event(locked, rating, caller, verdict.claims());
                EventEnvelope envelope = envelope(rated);
                Ratings.add(transaction, rated, caller.userId(), envelope);
                yield new Accepted(rated, envelope);
            }
        };
    }

    private static RatingEvent.Rated event(Locked locked, Rating rating, Caller caller, boolean claims) {
        Owner owner = locked.ticket().owner();
        return new RatingEvent.Rated(
                locked.ticket().id(),
                locked.ticket().ticketNumber(),
                locked.ticket().version(),
                new Owner(caller.userId(), owner.email(), owner.name()),
                rating.stars(),
                rating.feedback(),
                locked.now(),
                claims ? new Actor(caller.userId(), caller.firstName(), caller.lastName(), caller.email()) : null);
    }

    private static EventEnvelope envelope(RatingEvent.Rated rated) {
        Correlation correlation = Correlation.current();
        return new EventEnvelope(
                UuidCreator.getTimeOrderedEpoch(),
                rated.type().wire(),
                SOURCE,
                rated.ticketId().toString(),
                rated.createdAt(),
                correlation.traceparent(),
                correlation.requestId(),
                EventCodec.encode(rated));
    }
}
