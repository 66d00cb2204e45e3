package com.smipay.support.contracts.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How urgent a ticket is, in rising order (`support-api.md`, Priority). `URGENT` is set by admins only.
public enum Priority {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high"),
    URGENT("urgent");

    private static final Map<String, Priority> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Priority::wire, Function.identity()));

    private final String wire;

    Priority(String wire) {
        this.wire = wire;
    }

    /// The word on the wire and in the database.
    @JsonValue
    public String wire() {
        return wire;
    }

    /// The value whose wire word is exactly this one; empty for any other text.
    public static Optional<Priority> parse(String word) {
        return Optional.ofNullable(BY_WIRE.get(word));
    }

    /// Every wire word, in the order of the documents.
    public static List<String> words() {
        return Arrays.stream(values()).map(Priority::wire).toList();
    }

    /// For databases and events, where only released words occur.
    ///
    /// @throws IllegalArgumentException for any other text
    @JsonCreator
    public static Priority of(String word) {
        return parse(word).orElseThrow(() -> new IllegalArgumentException("Unknown priority: " + word));
    }
}
