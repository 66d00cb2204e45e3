package com.smipay.support.kit.security;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The usable keys of a JWKS address.
///
/// @param byId those that have an id; of two with the same id the first
/// @param all those without one too
record KeySet(Map<String, SignatureKey> byId, List<SignatureKey> all) {
    static final KeySet EMPTY = new KeySet(Map.of(), List.of());

    KeySet {
        byId = Map.copyOf(byId);
        all = List.copyOf(all);
    }

    /// The key for a token that names none; null where none fits, and where several do: which of them is meant is not
    /// for the verifier to try out (`decisions.md` 14).
    @Nullable SignatureKey onlyOneFor(String algorithm) {
        List<SignatureKey> fitting =
                all.stream().filter(key -> key.algorithm().equals(algorithm)).toList();
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }
}
