package com.smipay.support.rating.replica;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.compare.ComparedCopy;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.db.Database;
import com.smipay.support.rating.store.TicketLines;
import com.smipay.support.rating.store.TicketReplica;
import java.util.Optional;
import java.util.UUID;

/// The copy of tickets, compared with the ticket service's own.
public record ComparedTickets(Database database, EventHandler handler) implements ComparedCopy {
    @Override
    public StatePage page(UUID after, int most) {
        return TicketLines.page(database, after, most);
    }

    @Override
    public Optional<StateLine> line(UUID id) {
        return TicketLines.find(database, id);
    }

    @Override
    public Optional<StateLine> owned(EventEnvelope state) {
        return ticket(state).map(StateLine::of);
    }

    @Override
    public void take(EventEnvelope state) {
        handler.apply(state);
        ticket(state).ifPresent(ticket -> TicketReplica.takeAgain(database, ticket));
    }

    @Override
    public void forget(UUID id) {
        TicketLines.forget(database, id);
    }

    private static Optional<TicketState> ticket(EventEnvelope state) {
        return EventCodec.decode(state, TicketEvent.class).map(TicketEvent::ticket);
    }
}
