package com.smipay.support.ticket.admin;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.domain.Assignee;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Refusal;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.TicketDetails;
import com.smipay.support.ticket.store.TicketView;
import com.smipay.support.ticket.store.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An admin's changes of a ticket: lock, decide, write, all in one transaction; the peers are told before the admin
/// is answered. What is so already is answered the same, and nobody hears of it. Safe for all threads and replicas.
public final class ChangeTicket {
    private final Database database;
    private final CommandExecutor commands;

    public ChangeTicket(Database database, CommandExecutor commands) {
        this.database = database;
        this.commands = commands;
    }

    /// What is wished of a locked ticket.
    private interface TicketCommand {
        Decision decide(Statements transaction, Ticket ticket, Actor by, Instant now);
    }

    /// Notes of a ticket that is settled already are corrected first, so that the change of status carries the new
    /// ones.
    ///
    /// @param ticket empty for what can name no ticket
    public Outcome<TicketView, Refusal> status(
            Optional<TicketReference> ticket, TicketStatus to, @Nullable String notes, Caller by) {
        return change(
                ticket,
                by,
                List.of(
                        (transaction, held, actor, now) -> held.correctNotes(to, notes, actor, now),
                        (transaction, held, actor, now) -> held.changeStatus(to, notes, actor, now)));
    }

    /// @param to an admin's id; null unassigns
    public Outcome<TicketView, Refusal> assign(Optional<TicketReference> ticket, @Nullable String to, Caller by) {
        return change(ticket, by, List.of((transaction, held, actor, now) -> {
            Assignee assignee = to == null ? null : People.assignee(transaction, to);
            return held.assign(assignee, actor, now);
        }));
    }

    /// @param email trimmed and in lower case; null leaves it
    /// @param phone E.164; null leaves it
    public Outcome<TicketView, Refusal> contact(
            Optional<TicketReference> ticket, @Nullable String email, @Nullable String phone, Caller by) {
        return change(
                ticket, by, List.of((transaction, held, actor, now) -> held.changeContact(email, phone, actor, now)));
    }

    public Outcome<TicketView, Refusal> priority(Optional<TicketReference> ticket, Priority to, Caller by) {
        return change(ticket, by, List.of((transaction, held, actor, now) -> held.prioritize(to, actor, now)));
    }

    private Outcome<TicketView, Refusal> change(
            Optional<TicketReference> ticket, Caller by, List<TicketCommand> changes) {
        return ticket.map(reference -> change(reference, by, changes))
                .orElseGet(() -> Outcome.refused(Refusal.UNKNOWN_TICKET));
    }

    private Outcome<TicketView, Refusal> change(TicketReference reference, Caller by, List<TicketCommand> changes) {
        Actor actor = People.actor(database, by);
        Outcome<UUID, Refusal> outcome = commands.inTransaction(
                reference.text(),
                IdempotentRequest.unkeyed(),
                transaction -> decide(transaction, reference, actor, changes));
        return outcome.map(id ->
                TicketDetails.row(database, id).orElseThrow(() -> new UnavailableException("The ticket is gone")));
    }

    private static Result<UUID, Refusal> decide(
            Statements transaction, TicketReference reference, Actor actor, List<TicketCommand> changes) {
        Optional<Tickets.Held> found = Tickets.lock(transaction, reference);
        if (found.isEmpty()) {
            return Result.refused(Refusal.UNKNOWN_TICKET);
        }
        Tickets.Held held = found.get();
        Ticket ticket = held.ticket();
        List<EventEnvelope> events = new ArrayList<>(changes.size());
        for (TicketCommand change : changes) {
            switch (change.decide(transaction, ticket, actor, held.now())) {
                case Decision.Changed changed -> {
                    events.add(TicketChanges.save(transaction, ticket, changed));
                    ticket = changed.after();
                }
                case Decision.Unchanged unchanged -> {}
                case Decision.NotAnAdmin notAnAdmin -> {
                    return Result.refused(Refusal.NOT_AN_ADMIN);
                }
            }
        }
        return new Result.Accepted<>(ticket.submission().id(), events);
    }
}
