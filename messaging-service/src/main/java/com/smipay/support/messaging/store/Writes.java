package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.idempotency.IdempotencyKey;
import com.smipay.support.kit.idempotency.Once;
import com.smipay.support.kit.idempotency.Once.Outcome;
import io.helidon.http.Status;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Runs an effect that is one statement: with an idempotency key in one transaction with the remembered answer, without
/// one by itself, which saves the round trips of a transaction. Safe for all threads.
public final class Writes {
    private final Database database;
    private final MessageWriter messages;
    private final Once once;

    /// @param messages that are written without a transaction of their own
    public Writes(Database database, MessageWriter messages) {
        this.database = database;
        this.messages = messages;
        this.once = new Once(database);
    }

    /// @param effect may look as often as it likes, but writes with one statement
    /// @param answer the body that the effect's result is answered with
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <R> Outcome<R> run(
            Optional<IdempotencyKey> key, Status status, Function<Statements, R> effect, Function<R, Object> answer) {
        return key.isPresent() ? once.run(key, status, effect, answer) : new Outcome.Fresh<>(effect.apply(database));
    }

    /// For an effect that writes a message and nothing else.
    ///
    /// @param effect may look as often as it likes, but writes once
    /// @param answer the body that the effect's result is answered with
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <R> Outcome<R> post(
            Optional<IdempotencyKey> key,
            Status status,
            BiFunction<Statements, MessageWriter, R> effect,
            Function<R, Object> answer) {
        return key.isPresent()
                ? once.run(key, status, tx -> effect.apply(tx, MessageWriter.of(tx)), answer)
                : new Outcome.Fresh<>(effect.apply(database, messages));
    }

    /// For an effect of several statements: always one transaction, so that nothing of it stands when the rest fails.
    ///
    /// @param answer the body that the effect's result is answered with
    /// @throws com.smipay.support.kit.http.Problem 409 or 422 of `decisions.md` 8
    public <R> Outcome<R> runWhole(
            Optional<IdempotencyKey> key, Status status, Function<Statements, R> effect, Function<R, Object> answer) {
        return once.run(key, status, effect, answer);
    }
}
