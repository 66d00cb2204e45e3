package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.store.Reply;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client emitted, before anybody judged it.
///
/// @param name the event's name; empty where it could not be read
/// @param payload its first argument; a missing node where there is none
public record ClientEvent(String name, JsonNode payload) {
    private static final int LONGEST_NAME = 64;

    /// What a refusal names (`decisions.md` 58).
    public Reply.Asked asked() {
        int length = Math.min(name.codePointCount(0, name.length()), LONGEST_NAME);
        String shown = name.substring(0, name.offsetByCodePoints(0, length));
        return new Reply.Asked(shown.isEmpty() ? null : shown, id(Door.TICKET), id(Door.CONVERSATION));
    }

    private @Nullable UUID id(Door door) {
        return Uuids.parse(payload.path(door.field()).asText()).orElse(null);
    }
}
