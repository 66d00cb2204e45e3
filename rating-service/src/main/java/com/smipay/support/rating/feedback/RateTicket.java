package com.smipay.support.rating.feedback;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.ConstraintViolationException;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.rating.domain.Rater;
import com.smipay.support.rating.domain.Rating;
import com.smipay.support.rating.domain.RatingRules;
import com.smipay.support.rating.domain.Verdict;
import com.smipay.support.rating.domain.Verdict.Reason;
import com.smipay.support.rating.replica.TicketSource;
import com.smipay.support.rating.store.Ratings;
import com.smipay.support.rating.store.TicketReplica;
import com.smipay.support.rating.store.TicketReplica.Locked;
import java.util.Optional;

/// Rates a ticket: the row, the claim, the event and the remembered answer in one transaction; the peers are told
/// before the caller is answered (`architecture.md`, rules 1 and 2). Safe for all threads and replicas.
public final class RateTicket {
    private final CommandExecutor commands;
    private final TicketSource tickets;

    /// @param tickets asks the ticket service for a ticket that is not in the copy
    public RateTicket(CommandExecutor commands, TicketSource tickets) {
        this.commands = commands;
        this.tickets = tickets;
    }

    /// @param ticket empty for what can name no ticket
    /// @throws com.smipay.support.kit.failure.UnavailableException when nobody can say whether there is one
    public Outcome<RatingEvent.Rated, Reason> rate(
            Optional<TicketReference> ticket,
            Rating rating,
            Caller caller,
            IdempotentRequest<RatingEvent.Rated> request) {
        return ticket.map(reference -> rate(reference, rating, caller, request))
                .orElseGet(() -> Outcome.refused(Reason.UNKNOWN_TICKET));
    }

    /// The ticket service is asked outside of any transaction: no connection waits for a peer.
    private Outcome<RatingEvent.Rated, Reason> rate(
            TicketReference reference, Rating rating, Caller caller, IdempotentRequest<RatingEvent.Rated> request) {
        Outcome<RatingEvent.Rated, Reason> outcome = attempt(reference, rating, caller, request);
        return outcome.equals(Outcome.refused(Reason.UNKNOWN_TICKET)) && tickets.fetch(reference)
                ? attempt(reference, rating, caller, request)
                : outcome;
    }

    private Outcome<RatingEvent.Rated, Reason> attempt(
            TicketReference reference, Rating rating, Caller caller, IdempotentRequest<RatingEvent.Rated> request) {
        try {
            return commands.inTransaction(
                    reference.text(), request, transaction -> decide(transaction, reference, rating, caller));
        } catch (ConstraintViolationException e) {
            if (Ratings.ONCE.equals(e.constraint())) {
                // Of two at once exactly one wins, and this is the other one.
                return Outcome.refused(Reason.ALREADY_RATED);
            }
            throw e;
        }
    }

    private static Result<RatingEvent.Rated, Reason> decide(
            Statements transaction, TicketReference reference, Rating rating, Caller caller) {
        return TicketReplica.lock(transaction, reference)
                .map(locked -> decide(transaction, locked, rating, caller))
                .orElseGet(() -> Result.refused(Reason.UNKNOWN_TICKET));
    }

    private static Result<RatingEvent.Rated, Reason> decide(
            Statements transaction, Locked locked, Rating rating, Caller caller) {
        Rater rater = new Rater(caller.userId(), caller.ownershipEmail().orElse(null));
        return switch (RatingRules.judge(locked.ticket(), locked.isRated(), rater)) {
            case Verdict.Refused refused -> Result.refused(refused.reason());
            case Verdict.Accepted verdict -> {
                RatingEvent.Rated rated = event(locked, rating, caller, verdict.claims());
                EventEnvelope envelope = Ratings.envelope(rated);
                Ratings.add(transaction, rated, caller.userId(), envelope);
                yield Result.accepted(rated, envelope);
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
                claims ? new Actor(caller.userId(), caller.firstName(), caller.lastName(), caller.email()) : null,
                locked.epoch() == 0 ? null : locked.epoch());
    }
}
