package com.smipay.support.kit.compare;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What differs between a page of an owner and the same part of a copy. Pure.
///
/// @param differing in the order of the ids
/// @param gone those of them that the owner does not have
/// @param upTo how far both were looked at; null to the end
record Comparison(
        List<UUID> differing, Set<UUID> gone, @Nullable UUID upTo) {
    /// As PostgreSQL orders them, and Java does not.
    static final Comparator<UUID> ORDER = Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    static Comparison of(StatePage owner, StatePage copy) {
        UUID upTo = first(owner.upTo(), copy.upTo());
        Map<UUID, StateLine> owned = within(owner, upTo);
        Map<UUID, StateLine> copied = within(copy, upTo);
        TreeSet<UUID> ids = new TreeSet<>(ORDER);
        ids.addAll(owned.keySet());
        ids.addAll(copied.keySet());
        ids.removeIf(id -> agree(owned.get(id), copied.get(id)));
        Set<UUID> gone = ids.stream().filter(id -> !owned.containsKey(id)).collect(Collectors.toUnmodifiableSet());
        return new Comparison(List.copyOf(ids), gone, upTo);
    }

    /// A copy with the same parts may be behind, for its next event comes anyway; one that is ahead would take that
    /// event for old.
    static boolean agree(@Nullable StateLine owner, @Nullable StateLine copy) {
        if (owner == null || copy == null) {
            return owner == null && copy == null;
        }
        return owner.hash().equals(copy.hash()) && copy.version() <= owner.version();
    }

    private static @Nullable UUID first(@Nullable UUID one, @Nullable UUID other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return ORDER.compare(one, other) <= 0 ? one : other;
    }

    private static Map<UUID, StateLine> within(StatePage page, @Nullable UUID upTo) {
        Map<UUID, StateLine> states = new HashMap<>();
        page.states().stream()
                .filter(state -> upTo == null || ORDER.compare(state.id(), upTo) <= 0)
                .forEach(state -> states.put(state.id(), state));
        return states;
    }
}
