package com.smipay.support.ticket.replica;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowByRow;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.Departed;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.Tickets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// What follows when the identity topic says that somebody is gone, or no admin any more: what was theirs and is
/// not settled becomes unassigned (`decisions.md` 54), and what an account that is gone owned belongs to the person
/// with its email again (`decisions.md` 13). Each ticket is a decision like any other, in a transaction of its own,
/// made once: whoever crashes in between does the rest when the record comes again. Safe for all threads and
/// replicas.
public final class Departures {
    private final Database database;
    private final Consumer<EventEnvelope> announce;

    /// @param announce publishes and tells what is committed
    public Departures(Database database, Consumer<EventEnvelope> announce) {
        this.database = database;
        this.announce = announce;
    }

    private interface TicketCommand {
        Decision decide(Ticket ticket, Instant now);
    }

    /// Goes by what is known of the person now, whatever record that came from. Returns when nothing is left to do.
    ///
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when something is left, as a ticket that
    ///     somebody holds
    public void follow(String person) {
        People.Told told = People.told(database, person);
        if (told != People.Told.NOTHING) {
            while (each(Departed.assignedTo(database, person), (ticket, now) -> ticket.unassign(person, now))) {}
        }
        if (told == People.Told.GONE) {
            while (each(Departed.ownedBy(database, person), (ticket, now) -> ticket.release(person, now))) {}
        }
    }

    /// Whether [#follow] has something to do.
    public boolean arePending(String person) {
        People.Told told = People.told(database, person);
        return (told != People.Told.NOTHING
                        && !Departed.assignedTo(database, person).isEmpty())
                || (told == People.Told.GONE
                        && !Departed.ownedBy(database, person).isEmpty());
    }

    /// @return whether there may be more
    private boolean each(List<UUID> tickets, TicketCommand command) {
        RowByRow.each(tickets, id -> decide(id, command).ifPresent(announce));
        return tickets.size() == Departed.BATCH;
    }

    /// Empty where somebody else was faster.
    private Optional<EventEnvelope> decide(UUID id, TicketCommand command) {
        return database.transaction(transaction -> Tickets.lock(transaction, new TicketReference.ById(id))
                .flatMap(held -> switch (command.decide(held.ticket(), held.now())) {
                    case Decision.Changed changed ->
                        Optional.of(TicketChanges.save(transaction, held.ticket(), changed));
                    case Decision.Unchanged unchanged -> Optional.empty();
                    case Decision.NotAnAdmin notAnAdmin -> Optional.empty();
                }));
    }
}
