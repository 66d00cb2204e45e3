package com.smipay.support.kit.command;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.UnitOfWork;
import java.util.function.Consumer;
import java.util.function.Function;

/// The one way from a decision to what stands: the row's turn, the transaction with the remembered answer, the
/// commit, and only then the publishing and the peers, before the caller is answered (`architecture.md`, rules 1
/// and 2). What is refused is rolled back and not remembered. Safe for all threads and replicas.
public final class CommandExecutor {
    private final IdempotentExecutor idempotent;
    private final RowTurns turns;
    private final Consumer<EventEnvelope> publish;

    /// @param turns of the rows that commands need
    /// @param publish is given every event of what is committed; never throws
    public CommandExecutor(IdempotentExecutor idempotent, RowTurns turns, Consumer<EventEnvelope> publish) {
        this.idempotent = idempotent;
        this.turns = turns;
        this.publish = publish;
    }

    /// For a decision of several statements: always one transaction.
    ///
    /// @param row that it needs, by what it is known
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <A, R> Outcome<A, R> inTransaction(
            Object row, IdempotentRequest<A> request, Function<Statements, Result<A, R>> decision) {
        return published(turns.take(row, () -> idempotent.execute(request, decision)));
    }

    /// For a decision on no row that is there yet.
    ///
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <A, R> Outcome<A, R> inTransaction(
            IdempotentRequest<A> request, Function<Statements, Result<A, R>> decision) {
        return published(idempotent.execute(request, decision));
    }

    /// For a decision that writes with one statement, however often it looks: a transaction only where there is a
    /// key to remember the answer by.
    ///
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <U, A, R> Outcome<A, R> execute(
            UnitOfWork<U> unit, IdempotentRequest<A> request, Function<U, Result<A, R>> decision) {
        if (request.key().isEmpty()) {
            return published(Outcome.of(unit.alone(decision)));
        }
        Function<Statements, Result<A, R>> within = transaction -> decision.apply(unit.within(transaction));
        return unit.row()
                .map(row -> inTransaction(row, request, within))
                .orElseGet(() -> inTransaction(request, within));
    }

    private <A, R> Outcome<A, R> published(Outcome<A, R> outcome) {
        if (outcome instanceof Outcome.Executed<A, R> executed) {
            executed.events().forEach(publish);
        }
        return outcome;
    }
}
