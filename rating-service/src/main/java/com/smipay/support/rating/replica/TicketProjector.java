package com.smipay.support.rating.replica;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.rating.store.Ratings;
import com.smipay.support.rating.store.TicketReplica;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Keeps the copy of tickets: told by the ticket service, read from Kafka, or asked for, every event ends here. The
/// newer version wins, so late, doubled and reordered events change nothing. Decides nothing, so it returns
/// nothing.
public final class TicketProjector implements EventHandler {
    private final Database database;

    public TicketProjector(Database database) {
        this.database = database;
    }

    @Override
    public List<EventEnvelope> apply(EventEnvelope event) {
        switch (EventCodec.decode(event)) {
            case Decoded.Known known -> take(known.event());
            case Decoded.UnknownType unknown -> ignore();
            case Decoded.Malformed malformed -> throw new UnprocessableRecordException(malformed.reason());
        }
        return List.of();
    }

    /// All of them in one statement.
    @Override
    public List<Applied> applyAll(List<EventEnvelope> events) {
        List<TicketState> tickets = new ArrayList<>();
        List<Applied> outcomes = new ArrayList<>();
        for (EventEnvelope event : events) {
            Decoded decoded = EventCodec.decode(event);
            if (decoded instanceof Decoded.Known known && known.event() instanceof TicketEvent ticket) {
                tickets.add(ticket.ticket());
            }
            outcomes.add(
                    decoded instanceof Decoded.Malformed malformed
                            ? new Applied.Never(malformed.reason())
                            : new Applied.Done(List.of()));
        }
        take(tickets);
        return List.copyOf(outcomes);
    }

    /// What is said of a rating goes with the person who said it.
    private void take(List<TicketState> tickets) {
        TicketReplica.takeAll(database, tickets);
        List<TicketState> erased =
                tickets.stream().filter(ticket -> ticket.owner().isErased()).toList();
        if (!erased.isEmpty()) {
            List<UUID> ids = erased.stream().map(TicketState::id).toList();
            database.transaction(transaction -> {
                Ratings.forget(transaction, ids);
                IdempotentExecutor.forgetLater(
                        transaction,
                        erased.stream()
                                .flatMap(ticket -> Stream.of(ticket.id().toString(), ticket.ticketNumber()))
                                .toList());
                return true;
            });
        }
    }

    private void take(SupportEvent event) {
        switch (event) {
            case TicketEvent ticket -> take(List.of(ticket.ticket()));
            case ConversationEvent conversation -> ignore();
            case MessageEvent message -> ignore();
            case RatingEvent rating -> ignore();
        }
    }

    /// A newer peer may announce more than this version understands; the ticket's next event brings its state
    /// anyway.
    private static void ignore() {}
}
