package com.smipay.support.kit.outbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.RedactedTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One transaction of the relay: take the turn and the rows, publish, commit. Where not all of them were
/// acknowledged it is rolled back, and what was acknowledged is deleted apart.
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

    /// @param longest more than a publisher needs to give up
    RelayTurn(Database database, RelayPublisher publisher, int batch, Duration longest) {
        this.database = database;
        this.publisher = publisher;
        this.batch = batch;
        this.longest = longest;
    }

    /// Whatever fails is rolled back, and so published again.
    Result take() {
        try {
            return database.transaction(this::relay);
        } catch (NotAcknowledged e) {
            return settle(e);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("A batch of the outbox failed: {}", RedactedTrace.of(e));
        }
        return Result.of(Outcome.DATABASE_AWAY);
    }

    private Result relay(Statements transaction) {
        Optional<List<OutboxRow>> taken = OutboxRow.take(transaction, batch, longest);
        if (taken.isEmpty()) {
            return Result.of(Outcome.ANOTHERS);
        }
        List<OutboxRow> rows = taken.get();
        if (rows.isEmpty()) {
            return Result.of(Outcome.NOTHING_TO_DO);
        }
        Set<Long> acknowledged = publisher.publish(rows);
        if (acknowledged.size() < rows.size()) {
            throw new NotAcknowledged(acknowledged);
        }
        return new Result(
                rows.size() < batch ? Outcome.PUBLISHED_ALL : Outcome.PUBLISHED_FULL_BATCH, acknowledged.size());
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
