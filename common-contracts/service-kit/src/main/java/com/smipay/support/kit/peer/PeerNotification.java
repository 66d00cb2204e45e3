package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// An event on its way to one peer.
///
/// @param answer what she decided, nothing when she could not be told; cancelled when nobody waits for it any more
record PeerNotification(EventEnvelope event, CompletableFuture<List<EventEnvelope>> answer) {
    PeerNotification(EventEnvelope event) {
        this(event, new CompletableFuture<>());
    }

    boolean isAwaited() {
        return !answer.isDone();
    }

    /// More than it takes on the wire.
    int size() {
        return 1_024 + event.data().length();
    }
}
