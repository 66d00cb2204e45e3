package com.smipay.support.kit.compare;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.Optional;
import java.util.UUID;

/// A copy of another service's states, as a [CopyWalk] compares and mends it.
public interface ComparedCopy {
    /// What is kept of the ids behind this one.
    StatePage page(UUID after, int most);

    /// What is kept of one; empty where nothing is.
    Optional<StateLine> line(UUID id);

    /// The owner's, out of what it answered; empty for what is nothing of the kind.
    Optional<StateLine> owned(EventEnvelope state);

    /// Takes the owner's state over like an event that was told, and even where the version is the one that is here.
    void take(EventEnvelope state);

    /// The owner does not have it.
    void forget(UUID id);

    /// Whether it can be copied here at all: what hangs on something else can't before that is there.
    default boolean hasPlaceFor(UUID id) {
        return true;
    }
}
