package com.smipay.support.kit.db;

import java.util.Optional;
import java.util.function.Function;

/// What a decision works with, where it writes with one statement: in a transaction, or by itself, which saves the
/// round trips of one.
///
/// @param <U> what it looks and writes with
public interface UnitOfWork<U> {
    /// The row that the decision needs, by what it is known in [RowTurns]; empty where it needs none that is there.
    Optional<Object> row();

    /// As a part of somebody's transaction.
    U within(Statements transaction);

    /// Each statement by itself.
    <T> T alone(Function<U, T> decision);

    /// Statements as they are, in the row's turn.
    static UnitOfWork<Statements> of(Database database, RowTurns turns, Object row) {
        return new UnitOfWork<>() {
            @Override
            public Optional<Object> row() {
                return Optional.of(row);
            }

            @Override
            public Statements within(Statements transaction) {
                return transaction;
            }

            @Override
            public <T> T alone(Function<Statements, T> decision) {
                return turns.take(row, () -> decision.apply(database));
            }
        };
    }
}
