package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.MessageEvent.Posted;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RequestBatcher;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The way of messages into the database: those that come at once are written together, one of each ticket
/// (ADR 0038). Safe for all threads and replicas.
public final class BatchingMessageWriter implements MessageWriter {
    private final Database database;
    private final RowTurns turns;
    private final RequestBatcher<Posting.Entry, Optional<OutboxEvent<Posted>>> line;

    /// @param patience how long a message waits for a statement to begin; as for a connection
    /// @param turns of the tickets, by their ids as text
    public BatchingMessageWriter(Database database, Duration patience, RowTurns turns) {
        this.database = database;
        this.turns = turns;
        this.line = new RequestBatcher<>(
                "posting",
                patience,
                // So nobody waits for a ticket's lock within the line.
                entry -> entry.seen().ticketId(),
                entries -> write(database, entries));
    }

    /// @throws DatabaseUnavailableException when the database is away, or too busy; nothing was written
    @Override
    public Optional<OutboxEvent<Posted>> write(Ticket ticket, Draft draft) {
        if (draft.isInternal()) {
            return alone(ticket, draft);
        }
        return line.ask(Posting.Entry.of(ticket, draft))
                // Somebody else held the ticket, or it has changed: this finds out, and holds nobody up.
                .or(() -> alone(ticket, draft));
    }

    @Override
    public Optional<Conversation> find(UUID ticketId) {
        return Conversations.find(database, new TicketReference.ById(ticketId));
    }

    /// What a message to this ticket is written with: this writer, or the transaction in which its answer is
    /// remembered.
    public UnitOfWork<MessageWriter> unitOf(UUID ticketId) {
        return new UnitOfWork<>() {
            @Override
            public Optional<Object> row() {
                return Optional.of(ticketId.toString());
            }

            @Override
            public MessageWriter within(Statements transaction) {
                return MessageWriter.of(transaction);
            }

            @Override
            public <T> T alone(Function<MessageWriter, T> decision) {
                return decision.apply(BatchingMessageWriter.this);
            }
        };
    }

    private Optional<OutboxEvent<Posted>> alone(Ticket ticket, Draft draft) {
        return turns.of(ticket.id().toString(), () -> Posting.write(database, ticket, draft));
    }

    private static List<Optional<OutboxEvent<Posted>>> write(Database database, List<Posting.Entry> entries) {
        Map<UUID, OutboxEvent<Posted>> written = Posting.writeTogether(database, entries);
        return entries.stream()
                .map(entry -> Optional.ofNullable(written.get(entry.seen().eventId())))
                .toList();
    }
}
