package com.smipay.support.kit.command;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.List;
import java.util.Optional;

/// What a use case decided about a command, before it is committed.
///
/// @param <A> what was made
/// @param <R> why nothing was
public sealed interface Result<A, R> {
    /// @param events that stand in the outbox by now, in their order; none where nothing changed
    record Accepted<A, R>(A value, List<EventEnvelope> events) implements Result<A, R> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// Nothing of it is to stay.
    record Refused<A, R>(R reason) implements Result<A, R> {}

    static <A, R> Result<A, R> accepted(A value, EventEnvelope event) {
        return new Accepted<>(value, List.of(event));
    }

    static <A, R> Result<A, R> accepted(A value, Optional<EventEnvelope> event) {
        return new Accepted<>(value, event.stream().toList());
    }

    static <A, R> Result<A, R> refused(R reason) {
        return new Refused<>(reason);
    }
}
