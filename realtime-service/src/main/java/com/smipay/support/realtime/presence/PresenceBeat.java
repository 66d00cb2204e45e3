package com.smipay.support.realtime.presence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.security.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an instance tells of its agents at one moment: the body of `POST /internal/presence`, at most 64 KiB.
///
/// @param agents the ids of all that have a socket here, at most 1,500, sorted
/// @param people who of them came since the messaging service last heard, at most 100; the others in the next beats
/// @param leftOut agents that the bounds left no room for
record PresenceBeat(
        UUID instanceId,
        List<String> agents,
        List<Person> people,
        @JsonIgnore int leftOut) {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_AGENTS = 1_500;
    private static final int MOST_PEOPLE = 100;
    /// The names of the three fields, an id and the brackets.
    private static final int FRAME = 128;

    /// An agent as their token tells.
    record Person(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email) {
        static Person of(Caller caller) {
            return new Person(caller.userId(), caller.firstName(), caller.lastName(), caller.email());
        }
    }

    /// @param connected the callers of all connections of agents
    /// @param introduced of whom the messaging service has heard since their first socket came
    static PresenceBeat of(UUID instanceId, Collection<Caller> connected, Set<String> introduced) {
        Map<String, Caller> byId = new TreeMap<>();
        connected.forEach(caller -> byId.put(caller.userId(), caller));
        Room room = new Room(MOST_BYTES - FRAME);
        List<Caller> told = byId.values().stream()
                .limit(MOST_AGENTS)
                .filter(caller -> room.takes(caller.userId()))
                .toList();
        List<Person> people = told.stream()
                .filter(caller -> !introduced.contains(caller.userId()))
                .limit(MOST_PEOPLE)
                .map(Person::of)
                .filter(room::takes)
                .toList();
        return new PresenceBeat(
                instanceId, told.stream().map(Caller::userId).toList(), people, byId.size() - told.size());
    }

    /// Of an instance that stops.
    static PresenceBeat last(UUID instanceId) {
        return new PresenceBeat(instanceId, List.of(), List.of(), 0);
    }

    byte[] encode() {
        return json(this);
    }

    private static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A beat that JSON can't carry", e);
        }
    }

    /// The bytes that are left.
    private static final class Room {
        private int left;

        private Room(int bytes) {
            this.left = bytes;
        }

        private boolean takes(Object value) {
            int size = json(value).length + 1;
            if (size > left) {
                return false;
            }
            left -= size;
            return true;
        }
    }
}
