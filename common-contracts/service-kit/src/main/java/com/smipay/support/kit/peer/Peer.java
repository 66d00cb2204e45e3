package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.EventType;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Another service of the product, at its internal listener.
///
/// @param name for logs and metrics, for example `messaging`
/// @param replicas their base URLs, at least one, for example `http://127.0.0.1:7102`; one is enough where something
///     in between knows the replicas, as a Kubernetes service does
/// @param untold names of events that it is not told of: Kafka brings them in a moment, and until then it asks for what
///     it does not know
public record Peer(String name, List<URI> replicas, Set<String> untold) {
    public Peer {
        replicas = List.copyOf(replicas);
        untold = Set.copyOf(untold);
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("Nobody knows where " + name + " is");
        }
    }

    public Peer(String name, List<URI> replicas) {
        this(name, replicas, Set.of());
    }

    public Peer(String name, URI only) {
        this(name, List.of(only));
    }

    /// The same, which is not told of events of those types.
    public Peer untoldOf(EventType... types) {
        return new Peer(
                name, replicas, Arrays.stream(types).map(EventType::wire).collect(Collectors.toSet()));
    }

    boolean isToldOf(EventEnvelope event) {
        return !untold.contains(event.type());
    }
}
