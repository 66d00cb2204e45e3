package com.smipay.support.contracts.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The states of a handover between two agents (`live-chat-api.md`, rule 3).
public enum HandoverStatus {
    PENDING("pending"),
    ACCEPTED("accepted"),
    REJECTED("rejected");

    private static final Map<String, HandoverStatus> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(HandoverStatus::wire, Function.identity()));

    private final String wire;

    HandoverStatus(String wire) {
        this.wire = wire;
    }

    /// The word on the wire and in the database.
    @JsonValue
    public String wire() {
        return wire;
    }

    /// The value whose wire word is exactly this one; empty for any other text.
    public static Optional<HandoverStatus> parse(String word) {
        return Optional.ofNullable(BY_WIRE.get(word));
    }

    /// Every wire word, in the order of the documents.
    public static List<String> words() {
        return Arrays.stream(values()).map(HandoverStatus::wire).toList();
    }

    /// For databases and events, where only released words occur.
    ///
    /// @throws IllegalArgumentException for any other text
    @JsonCreator
    public static HandoverStatus of(String word) {
        return parse(word).orElseThrow(() -> new IllegalArgumentException("Unknown handover status: " + word));
    }
}
