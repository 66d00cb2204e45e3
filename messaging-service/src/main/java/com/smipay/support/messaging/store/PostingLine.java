package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.MessageEvent.Posted;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The way of messages into the database. A message is written at once while no statement is under way; what comes
/// meanwhile waits, and is written together by the next one: under load a message costs a fraction of a statement and
/// of a commit (ADR 0038). A ticket is in it with one message. The line is as long as there are requests worked on at
/// once. Safe for all threads and replicas.
public final class PostingLine implements MessageWriter {
    private static final int MOST_TOGETHER = 100;

    private final Database database;
    private final Duration patience;

    /// Guarded by this.
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /// Whether a statement is under way. Guarded by this.
    private boolean writing;

    /// A message in the line.
    ///
    /// @param outcome gives what was written, or throws what became of it
    private record Waiting(Posting.Entry entry, CompletableFuture<Supplier<Optional<Announced<Posted>>>> outcome) {
        UUID ticketId() {
            return entry.seen().ticketId();
        }

        void fail(RuntimeException failure) {
            outcome.complete(() -> {
                throw failure;
            });
        }
    }

    /// @param patience how long a message waits for a statement to begin; as for a connection
    public PostingLine(Database database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /// @throws DatabaseUnavailableException when the database is away, or too busy; nothing was written
    @Override
    public Optional<Announced<Posted>> write(Ticket ticket, Draft draft) {
        if (draft.isInternal()) {
            return Posting.write(database, ticket, draft);
        }
        return together(Posting.Entry.of(ticket, draft))
                // Somebody else held the ticket, or it has changed: this finds out, and holds nobody up.
                .or(() -> Posting.write(database, ticket, draft));
    }

    private Optional<Announced<Posted>> together(Posting.Entry entry) {
        Waiting one = new Waiting(entry, new CompletableFuture<>());
        if (join(one)) {
            Thread.ofVirtual().name("posting").start(this::writeWhatWaits);
        }
        return await(one);
    }

    /// @return whether a statement is to be begun
    private synchronized boolean join(Waiting one) {
        waiting.add(one);
        boolean begins = !writing;
        writing = true;
        return begins;
    }

    private synchronized boolean withdraw(Waiting one) {
        return waiting.remove(one);
    }

    private Optional<Announced<Posted>> await(Waiting one) {
        try {
            return one.outcome().get(patience.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (TimeoutException e) {
            return giveUp(one, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(one, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An outcome is only ever given", e);
        }
    }

    /// What a statement has taken along is awaited to its end: it may be written.
    private Optional<Announced<Posted>> giveUp(Waiting one, Exception cause) {
        if (withdraw(one)) {
            throw new DatabaseUnavailableException(cause);
        }
        return one.outcome().join().get();
    }

    private void writeWhatWaits() {
        for (List<Waiting> together = take(); !together.isEmpty(); together = take()) {
            write(together);
        }
    }

    /// @return one message of each ticket, the oldest; empty when this was the last statement for now
    private synchronized List<Waiting> take() {
        List<Waiting> together = new ArrayList<>();
        Set<UUID> tickets = new HashSet<>();
        Iterator<Waiting> line = waiting.iterator();
        while (line.hasNext() && together.size() < MOST_TOGETHER) {
            Waiting next = line.next();
            if (tickets.add(next.ticketId())) {
                together.add(next);
                line.remove();
            }
        }
        writing = !together.isEmpty();
        return together;
    }

    private void write(List<Waiting> together) {
        try {
            Map<UUID, Announced<Posted>> written = Posting.writeTogether(
                    database, together.stream().map(Waiting::entry).toList());
            together.forEach(one -> one.outcome()
                    .complete(() ->
                            Optional.ofNullable(written.get(one.entry().seen().eventId()))));
        } catch (DatabaseUnavailableException e) {
            together.forEach(one -> one.fail(e));
        } catch (RuntimeException e) {
            if (together.size() > 1) {
                // Nothing is written; what is wrong with one of them is no reason to refuse the others.
                together.forEach(one -> write(List.of(one)));
            } else {
                together.forEach(one -> one.fail(e));
            }
        } catch (Error e) {
            // Out of memory, say: the line goes on, and nobody waits for ever.
            together.forEach(one -> one.fail(new IllegalStateException("Writing a message broke", e)));
        }
    }
}
