package com.smipay.support.kit.command;

import java.util.Optional;
import java.util.function.Function;

/// How a request may be repeated: its key, and the answer that is remembered with it. Made at the HTTP edge, which
/// alone knows what an answer looks like.
///
/// @param status of a success
/// @param body of a success, as JSON carries it
public record IdempotentRequest<A>(Optional<IdempotencyKey> key, int status, Function<A, ?> body) {
    /// For a request that is never remembered.
    public static <A> IdempotentRequest<A> unkeyed() {
        return new IdempotentRequest<>(Optional.empty(), 0, nothing -> {
            throw new IllegalStateException("There is no key to remember an answer by");
        });
    }
}
