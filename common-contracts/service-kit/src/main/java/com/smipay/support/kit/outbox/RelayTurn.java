package com.smipay.support.kit.outbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.RedactedTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One transaction of the relay: take the turn and the rows, publish, commit. Where not all of them were
/// acknowledged it is rolled back, and what was acknowledged is deleted apart; the turn is kept until the broker takes
/// none of them any more, for whoever has the next one goes on to newer rows (ADR 0054).
final class RelayTurn {
    private static final Logger LOG = LoggerFactory.getLogger(RelayTurn.class);

    enum Outcome {
        NOTHING_TO_DO,
        PUBLISHED_ALL,
        /// There is probably more.
        PUBLISHED_FULL_BATCH,
        /// Another replica relays just now.
        ANOTHERS,
        NOT_ACKNOWLEDGED,
        DATABASE_AWAY,
        BROKER_AWAY
    }

    /// @param published rows that were published and deleted
    record Result(Outcome outcome, int published) {
        static Result of(Outcome outcome) {
            return new Result(outcome, 0);
        }
    }

    private final Database database;
    private final RelayPublisher publisher;
    private final int batch;
    private final Duration longest;
    private final Duration untilTooOld;
    private final OutboxHead head = new OutboxHead();
    private volatile boolean lookEverywhere;

    RelayTurn(Database database, RelayPublisher publisher, RelaySettings settings) {
        this.database = database;
        this.publisher = publisher;
        this.batch = settings.batch();
        this.longest = settings.longestTurn();
        this.untilTooOld = settings.untilTooOld();
    }

    /// Nothing is at this position or before it, and nothing will be. For any thread.
    long emptyUpTo() {
        return head.position();
    }

    /// Whether something lies where the relay looks no more. Then it looks everywhere again. For any thread.
    boolean hasForgotten() {
        long position = head.position();
        boolean forgotten = position > 0 && OutboxRow.isForgotten(database, position);
        lookEverywhere |= forgotten;
        return forgotten;
    }

    /// Whatever fails is rolled back, and so published again.
    Result take() {
        if (lookEverywhere) {
            lookEverywhere = false;
            head.forget();
        }
        try {
            Turn turn = database.transaction(this::relay);
            if (turn.look() != null && turn.result().outcome() != Outcome.PUBLISHED_FULL_BATCH) {
                head.tookAll(turn.look(), System.nanoTime());
            }
            return turn.result();
        } catch (NotAcknowledged e) {
            return settle(e);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("A batch of the outbox failed: {}", RedactedTrace.of(e));
        }
        // Whatever it was, it may be another server now.
        head.forget();
        return Result.of(Outcome.DATABASE_AWAY);
    }

    /// @param look null where it was another's
    private record Turn(Result result, OutboxHead.@Nullable Look look) {}

    private Turn relay(Statements transaction) {
        long began = System.nanoTime();
        Optional<OutboxRow.Taken> taken = OutboxRow.take(transaction, batch, longest, head);
        if (taken.isEmpty()) {
            return new Turn(Result.of(Outcome.ANOTHERS), null);
        }
        List<OutboxRow> rows = taken.get().rows();
        OutboxHead.Look look = taken.get().look();
        if (rows.isEmpty()) {
            return new Turn(Result.of(Outcome.NOTHING_TO_DO), look);
        }
        Set<Long> acknowledged = publisher.publish(rows, taken.get().begun());
        if (acknowledged.size() < rows.size()) {
            awaitTooOld(began);
            throw new NotAcknowledged(acknowledged);
        }
        Outcome outcome = rows.size() < batch ? Outcome.PUBLISHED_ALL : Outcome.PUBLISHED_FULL_BATCH;
        return new Turn(new Result(outcome, acknowledged.size()), look);
    }

    private void awaitTooOld(long began) {
        try {
            Thread.sleep(untilTooOld.minusNanos(System.nanoTime() - began));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /// Rolls the deletion back.
    private static final class NotAcknowledged extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Set<Long> acknowledged;

        NotAcknowledged(Set<Long> acknowledged) {
            super("not acknowledged", null, false, false);
            this.acknowledged = acknowledged;
        }
    }

    /// Without the turn: whoever has it now may publish these once more, and nothing is lost by that.
    private Result settle(NotAcknowledged partly) {
        try {
            if (!partly.acknowledged.isEmpty()) {
                OutboxRow.delete(database, partly.acknowledged);
            }
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("What was published could not be deleted, and is published again: {}", RedactedTrace.of(e));
        }
        return new Result(Outcome.NOT_ACKNOWLEDGED, partly.acknowledged.size());
    }
}
