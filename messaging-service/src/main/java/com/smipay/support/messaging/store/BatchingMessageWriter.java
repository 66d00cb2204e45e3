package com.smipay.support.messaging.store;

import com.smipay.support.kit.batch.RequestBatcher;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
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
    private final RequestBatcher<Posting.Entry, Optional<WrittenMessage>> line;

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
    public Optional<WrittenMessage> write(Conversation conversation, Draft draft) {
        if (draft.isInternal()) {
            return alone(conversation, draft);
        }
        return line.ask(Posting.Entry.of(conversation, draft))
                // Somebody else held the ticket, or it has changed: this finds out, and holds nobody up.
                .or(() -> alone(conversation, draft));
    }

    @Override
    public Optional<Conversation> find(UUID ticketId) {
        return Conversations.findById(database, ticketId);
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

    private Optional<WrittenMessage> alone(Conversation conversation, Draft draft) {
        return turns.take(conversation.id().toString(), () -> Posting.write(database, conversation, draft));
    }

    private static List<Optional<WrittenMessage>> write(Database database, List<Posting.Entry> entries) {
        Map<UUID, WrittenMessage> written = Posting.writeTogether(database, entries);
        return entries.stream()
                .map(entry -> Optional.ofNullable(written.get(entry.seen().eventId())))
                .toList();
    }
}
