package com.smipay.support.kit.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// States in the order of their ids, as PostgreSQL has it: those of all ids behind the one that was asked for, up to
/// one.
///
/// @param upTo the last id that was looked at, which need not have a state; null where nothing follows
/// @param epoch of the database that it was read in; 0 where that does not matter
public record StatePage(List<StateLine> states, @Nullable UUID upTo, long epoch) {
    /// Below every id.
    public static final UUID BEGINNING = new UUID(0, 0);

    /// Looked at together, at the most.
    public static final int MOST = 500;

    public StatePage {
        states = List.copyOf(states);
    }

    public StatePage(List<StateLine> states, @Nullable UUID upTo) {
        this(states, upTo, 0);
    }

    StatePage in(long epoch) {
        return new StatePage(states, upTo, epoch);
    }

    /// A row that was looked at.
    ///
    /// @param state null where the row has none
    public record Looked(UUID id, @Nullable StateLine state) {}

    /// @param rows in the order of their ids
    /// @param most that were asked for
    public static StatePage of(List<Looked> rows, int most) {
        return new StatePage(
                rows.stream()
                        .map(Looked::state)
                        .<StateLine>mapMulti((state, add) -> {
                            if (state != null) {
                                add.accept(state);
                            }
                        })
                        .toList(),
                rows.size() < most ? null : rows.getLast().id());
    }

    public byte[] encode() {
        try {
            return Json.mapper().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("States that JSON can't carry", e);
        }
    }

    /// Empty for what is none.
    public static Optional<StatePage> decode(byte[] json) {
        try {
            return Optional.of(Json.mapper().readValue(json, StatePage.class));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
