package com.smipay.support.realtime.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who is in which room; a room is there as long as somebody is in it. Safe for all threads.
final class MemberSets<R, M> {
    private final ConcurrentHashMap<R, Set<M>> rooms = new ConcurrentHashMap<>();

    void put(R room, M member) {
        rooms.compute(room, (key, members) -> {
            Set<M> set = members == null ? ConcurrentHashMap.newKeySet() : members;
            set.add(member);
            return set;
        });
    }

    void drop(R room, M member) {
        rooms.computeIfPresent(room, (key, members) -> {
            members.remove(member);
            return members.isEmpty() ? null : members;
        });
    }

    /// A live view, empty where nobody is in it.
    Set<M> members(R room) {
        return rooms.getOrDefault(room, Set.of());
    }

    int size() {
        return rooms.size();
    }
}
