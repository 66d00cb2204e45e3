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
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An admin's changes of a ticket: lock, decide, write, all in one transaction; the sisters are told before the admin
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
    private interface Wish {
        Decision of(Statements transaction, Ticket ticket, Actor by, Instant now);
    }

    private record Done(UUID id, @Nullable EventEnvelope event) {}

    /// @param reference as the caller wrote it
    TicketView status(String reference, TicketStatus to, @Nullable String notes, Caller by) {
        return change(reference, by, (transaction, ticket, actor, now) -> ticket.changeStatus(to, notes, actor, now));
    }

    /// @param to an admin's id; null unassigns
    TicketView assign(String reference, @Nullable String to, Caller by) {
        return change(reference, by, (transaction, ticket, actor, now) -> {
            Assignee assignee = to == null ? null : People.assignee(transaction, to);
            return ticket.assign(assignee, actor, now);
        });
    }

    TicketView priority(String reference, Priority to, Caller by) {
        return change(reference, by, (transaction, ticket, actor, now) -> ticket.prioritize(to, actor, now));
    }

    /// @throws com.smipay.support.kit.http.Problem 404 for a ticket that does not exist, 400 for an assignee who is
    ///     no admin
    private TicketView change(String text, Caller by, Wish wish) {
        TicketReference reference = TicketReference.parse(text).orElseThrow(() -> TicketProblems.unknownTicket(text));
        Actor actor = People.find(database, by.userId())
                .orElseGet(() -> new Actor(by.userId(), by.firstName(), by.lastName(), by.email()));
        Done done = turns.of(
                reference.text(),
                () -> database.transaction(transaction -> {
                    Tickets.Held held =
                            Tickets.lock(transaction, reference).orElseThrow(() -> TicketProblems.unknownTicket(text));
                    Ticket ticket = held.ticket();
                    EventEnvelope event = switch (wish.of(transaction, ticket, actor, held.now())) {
                        case Decision.Changed changed -> TicketChanges.save(transaction, ticket, changed);
                        case Decision.Unchanged unchanged -> null;
                        case Decision.NotAnAdmin notAnAdmin -> throw TicketProblems.notAnAdmin();
                    };
                    return new Done(ticket.origin().id(), event);
                }));
        if (done.event() != null) {
            announce.accept(done.event());
        }
        return TicketDetails.row(database, done.id()).orElseThrow(() -> TicketProblems.unknownTicket(text));
    }
}
