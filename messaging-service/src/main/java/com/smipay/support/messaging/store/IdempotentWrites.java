package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.idempotency.IdempotencyKey;
import com.smipay.support.kit.idempotency.IdempotentExecutor;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import io.helidon.http.Status;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Runs an effect that is one statement: with an idempotency key in one transaction with the remembered answer, without
/// one by itself, which saves the round trips of a transaction. Safe for all threads.
public final class IdempotentWrites {
    private final Database database;
    private final MessageWriter messages;
    private final IdempotentExecutor once;
    private final RowTurns turns;

    /// @param messages that are written without a transaction of their own
    /// @param turns of the tickets, by their ids as text
    public IdempotentWrites(Database database, MessageWriter messages, RowTurns turns) {
        this.database = database;
        this.messages = messages;
        this.once = new IdempotentExecutor(database);
        this.turns = turns;
    }

    /// @param ticket whose row the effect needs
    /// @param effect may look as often as it likes, but writes with one statement
    /// @param answer the body that the effect's result is answered with
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <R> Outcome<R> run(
            UUID ticket,
            Optional<IdempotencyKey> key,
            Status status,
            Function<Statements, R> effect,
            Function<R, Object> answer) {
        return turns.of(
                ticket.toString(),
                () -> key.isPresent()
                        ? once.run(key, status, effect, answer)
                        : new Outcome.Executed<>(effect.apply(database)));
    }

    /// For an effect that writes a message and nothing else.
    ///
    /// @param ticket whose row the effect needs
    /// @param effect may look as often as it likes, but writes once
    /// @param answer the body that the effect's result is answered with
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <R> Outcome<R> post(
            UUID ticket,
            Optional<IdempotencyKey> key,
            Status status,
            BiFunction<Statements, MessageWriter, R> effect,
            Function<R, Object> answer) {
        return key.isPresent()
                ? turns.of(
                        ticket.toString(),
                        () -> once.run(key, status, tx -> effect.apply(tx, MessageWriter.of(tx)), answer))
                : new Outcome.Executed<>(effect.apply(database, messages));
    }

    /// For an effect of several statements: always one transaction, so that nothing of it stands when the rest fails.
    ///
    /// @param answer the body that the effect's result is answered with
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <R> Outcome<R> runWhole(
            UUID ticket,
            Optional<IdempotencyKey> key,
            Status status,
            Function<Statements, R> effect,
            Function<R, Object> answer) {
        return turns.of(ticket.toString(), () -> once.run(key, status, effect, answer));
    }
}
