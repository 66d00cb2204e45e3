package com.smipay.support.kit.command;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.Function;

/// What became of a command, for whoever answers it.
///
/// @param <A> what was made
/// @param <R> why nothing was
public sealed interface Outcome<A, R> {
    /// It was done now, and is committed.
    ///
    /// @param events that it led to
    record Executed<A, R>(A value, List<EventEnvelope> events) implements Outcome<A, R> {}

    /// It was done before: this is the first answer, to be sent with `Idempotent-Replayed: true`.
    ///
    /// @param status of HTTP
    /// @param body JSON
    record Replayed<A, R>(int status, String body) implements Outcome<A, R> {}

    /// Nothing was done, and nothing is remembered: the same key may come again.
    record Refused<A, R>(R reason) implements Outcome<A, R> {}

    /// The same with something else made of what was made.
    default <B> Outcome<B, R> map(Function<A, B> mapper) {
        return switch (this) {
            case Executed<A, R> executed -> new Executed<>(mapper.apply(executed.value()), executed.events());
            case Replayed<A, R> replayed -> new Replayed<>(replayed.status(), replayed.body());
            case Refused<A, R> refused -> new Refused<>(refused.reason());
        };
    }

    /// Answers with it: with what was made, with the first answer once more, or with why nothing was done.
    ///
    /// @param answer of what was made
    /// @throws Problem where nothing was done
    default void send(ServerResponse res, Status status, Function<A, Object> answer, Function<R, Problem> problem) {
        switch (this) {
            case Executed<A, R> executed -> Responses.send(res, status, answer.apply(executed.value()));
            case Replayed<A, R> replayed -> Responses.replay(res, Status.create(replayed.status()), replayed.body());
            case Refused<A, R> refused -> throw problem.apply(refused.reason());
        }
    }

    static <A, R> Outcome<A, R> refused(R reason) {
        return new Refused<>(reason);
    }

    static <A, R> Outcome<A, R> of(Result<A, R> result) {
        return switch (result) {
            case Result.Accepted<A, R> accepted -> new Executed<>(accepted.value(), accepted.events());
            case Result.Refused<A, R> refused -> new Refused<>(refused.reason());
        };
    }
}
