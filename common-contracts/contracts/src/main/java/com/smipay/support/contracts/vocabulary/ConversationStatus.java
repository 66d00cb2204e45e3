package com.smipay.support.contracts.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The states of a conversation that began as a chat (`live-chat-api.md`, What a conversation is). It follows from two
/// facts and is never decided by itself: closed, or else who wrote the newest visible message.
public enum ConversationStatus {
    /// It is new, or the user wrote last.
    ACTIVE("active"),
    /// Only a word to filter by, and then the same as `active`: no conversation is ever in it.
    WAITING_SUPPORT("waiting_support"),
    /// Support wrote last.
    WAITING_USER("waiting_user"),
    CLOSED("closed");

    private static final Map<String, ConversationStatus> BY_WIRE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(ConversationStatus::wire, Function.identity()));

    private final String wire;

    ConversationStatus(String wire) {
        this.wire = wire;
    }

    /// The word on the wire and in the database.
    @JsonValue
    public String wire() {
        return wire;
    }

    /// @param isClosed whether support closed it
    /// @param isNewestFromUser whether the newest visible message is the user's
    public static ConversationStatus following(boolean isClosed, boolean isNewestFromUser) {
        if (isClosed) {
            return CLOSED;
        }
        return isNewestFromUser ? ACTIVE : WAITING_USER;
    }

    /// The value whose wire word is exactly this one; empty for any other text.
    public static Optional<ConversationStatus> parse(String word) {
        return Optional.ofNullable(BY_WIRE.get(word));
    }

    /// Every wire word, in the order of the documents.
    public static List<String> words() {
        return Arrays.stream(values()).map(ConversationStatus::wire).toList();
    }

    /// For databases and events, where only released words occur.
    ///
    /// @throws IllegalArgumentException for any other text
    @JsonCreator
    public static ConversationStatus of(String word) {
        return parse(word).orElseThrow(() -> new IllegalArgumentException("Unknown conversation status: " + word));
    }
}
