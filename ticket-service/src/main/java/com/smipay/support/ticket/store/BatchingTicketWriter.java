package com.smipay.support.ticket.store;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.batch.RequestBatcher;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.Openings.Preparation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The way of openings into the database: those that come at once are prepared together, and written together. Safe
/// for all threads and replicas.
public final class BatchingTicketWriter implements OpeningWriter {
    private final RequestBatcher<Openings.Question, Preparation> preparing;
    private final RequestBatcher<Openings.Entry, EventEnvelope> writing;

    /// @param patience how long an opening waits for each of its statements to begin; as for a connection
    public BatchingTicketWriter(Database database, Duration patience) {
        this.preparing =
                new RequestBatcher<>("preparing", patience, questions -> Openings.prepareTogether(database, questions));
        this.writing = new RequestBatcher<>("opening", patience, entries -> Openings.insertTogether(database, entries));
    }

    /// @throws DatabaseUnavailableException when the database is away, or too busy
    @Override
    public Preparation prepare(String prefix, @Nullable String sessionId, @Nullable String userId) {
        return preparing.ask(new Openings.Question(prefix, sessionId, userId));
    }

    /// @throws DatabaseUnavailableException when the database is away, or too busy; nothing was written
    @Override
    public EventEnvelope insert(Ticket ticket, ClientMetadata circumstances) {
        return writing.ask(Openings.Entry.of(ticket, circumstances));
    }

    /// What an opening is written with: this writer, or the transaction in which its answer is remembered.
    public UnitOfWork<OpeningWriter> unit() {
        return new UnitOfWork<>() {
            @Override
            public Optional<Object> row() {
                return Optional.empty();
            }

            @Override
            public OpeningWriter within(Statements transaction) {
                return OpeningWriter.of(transaction);
            }

            @Override
            public <T> T alone(Function<OpeningWriter, T> decision) {
                return decision.apply(BatchingTicketWriter.this);
            }
        };
    }
}
