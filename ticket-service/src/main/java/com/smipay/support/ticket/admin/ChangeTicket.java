package com.smipay.support.ticket.admin;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.ticket.domain.Assignee;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketReference;
import com.smipay.support.ticket.http.TicketProblems;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.TicketDetails;
import com.smipay.support.ticket.store.TicketView;
import com.smipay.support.ticket.store.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An admin's changes of a ticket: lock, decide, write, all in one transaction; the peers are told before the admin
/// is answered. Safe for all threads and replicas.
public final class ChangeTicket {
    private final Database database;
    private final RowTurns turns;
    private final Consumer<EventEnvelope> announce;

    /// @param turns of the tickets, by whatever names them
    /// @param announce publishes and tells what is committed
    public ChangeTicket(Database database, RowTurns turns, Consumer<EventEnvelope> announce) {
        this.database = database;
        this.turns = turns;
        this.announce = announce;
    }

    /// What is wished of a locked ticket.
    private interface TicketCommand {
        Decision of(Statements transaction, Ticket ticket, Actor by, Instant now);
    }

    private record Done(UUID id, List<EventEnvelope> events) {}

    /// Notes of a ticket that is settled already are corrected first, so that the change of status carries the new
    /// ones.
    ///
    /// @param reference as the caller wrote it
    TicketView status(String reference, TicketStatus to, @Nullable String notes, Caller by) {
        return change(
                reference,
                by,
                List.of(
                        (transaction, ticket, actor, now) -> ticket.correctNotes(to, notes, actor, now),
                        (transaction, ticket, actor, now) -> ticket.changeStatus(to, notes, actor, now)));
    }

    /// @param to an admin's id; null unassigns
    TicketView assign(String reference, @Nullable String to, Caller by) {
        return change(reference, by, List.of((transaction, ticket, actor, now) -> {
            Assignee assignee = to == null ? null : People.assignee(transaction, to);
            return ticket.assign(assignee, actor, now);
        }));
    }

    /// @param email trimmed and in lower case; null leaves it
    /// @param phone E.164; null leaves it
    TicketView contact(String reference, @Nullable String email, @Nullable String phone, Caller by) {
        return change(
                reference,
                by,
                List.of((transaction, ticket, actor, now) -> ticket.changeContact(email, phone, actor, now)));
    }

    TicketView priority(String reference, Priority to, Caller by) {
        return change(reference, by, List.of((transaction, ticket, actor, now) -> ticket.prioritize(to, actor, now)));
    }

    /// @throws com.smipay.support.kit.http.Problem 404 for a ticket that does not exist, 400 for an assignee who is
    ///     no admin
    private TicketView change(String text, Caller by, List<TicketCommand> commands) {
        TicketReference reference = TicketReference.parse(text).orElseThrow(() -> TicketProblems.unknownTicket(text));
        Actor actor = People.actor(database, by);
        Done done = turns.of(
                reference.text(),
                () -> database.transaction(transaction -> {
                    Tickets.Held held =
                            Tickets.lock(transaction, reference).orElseThrow(() -> TicketProblems.unknownTicket(text));
                    Ticket ticket = held.ticket();
                    List<EventEnvelope> events = new ArrayList<>(commands.size());
                    for (TicketCommand command : commands) {
                        switch (command.of(transaction, ticket, actor, held.now())) {
                            case Decision.Changed changed -> {
                                events.add(TicketChanges.save(transaction, ticket, changed));
                                ticket = changed.after();
                            }
                            case Decision.Unchanged unchanged -> {}
                            case Decision.NotAnAdmin notAnAdmin -> throw TicketProblems.notAnAdmin();
                        }
                    }
                    return new Done(ticket.submission().id(), events);
                }));
        done.events().forEach(announce);
        return TicketDetails.row(database, done.id()).orElseThrow(() -> TicketProblems.unknownTicket(text));
    }
}
