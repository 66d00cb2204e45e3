package com.smipay.support.kit.peer;

import java.net.URI;
import java.util.List;

/// Another service of the product, at its internal listener.
///
/// @param name for logs and metrics, for example `messaging`
/// @param replicas their base URLs, at least one, for example `http://127.0.0.1:7102`; one is enough where something
///     in between knows the replicas, as a Kubernetes service does
public record Peer(String name, List<URI> replicas) {
    public Peer {
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("Nobody knows where " + name + " is");
        }
    }

    public Peer(String name, URI only) {
        this(name, List.of(only));
    }
}
