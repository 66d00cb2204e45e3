package com.smipay.support.contracts.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The six states of a ticket (`support-api.md`, Ticket Status).
public enum TicketStatus {
    PENDING("pending"),
    IN_PROGRESS("in_progress"),
    WAITING_USER("waiting_user"),
    ESCALATED("escalated"),
    RESOLVED("resolved"),
    CLOSED("closed");

    private static final Map<String, TicketStatus> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TicketStatus::wire, Function.identity()));

    private final String wire;

    TicketStatus(String wire) {
        this.wire = wire;
    }

    /// The word on the wire and in the database.
    @JsonValue
    public String wire() {
        return wire;
    }

    /// Whether the ticket takes no user message and may be rated (`support-api.md` §5, `decisions.md` 18).
    public boolean isSettled() {
        return this == RESOLVED || this == CLOSED;
    }

    /// The value whose wire word is exactly this one; empty for any other text.
    public static Optional<TicketStatus> parse(String word) {
        return Optional.ofNullable(BY_WIRE.get(word));
    }

    /// Every wire word, in the order of the documents.
    public static List<String> words() {
        return Arrays.stream(values()).map(TicketStatus::wire).toList();
    }

    /// For databases and events, where only released words occur.
    ///
    /// @throws IllegalArgumentException for any other text
    @JsonCreator
    public static TicketStatus of(String word) {
        return parse(word).orElseThrow(() -> new IllegalArgumentException("Unknown ticket status: " + word));
    }
}
