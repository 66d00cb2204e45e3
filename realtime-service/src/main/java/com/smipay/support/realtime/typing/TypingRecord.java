package com.smipay.support.realtime.typing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/// What realtime instances tell each other on `support.typing.v1`: a bare record, key = ticket id.
///
/// @param kind `typing` or `stop_typing`
record TypingRecord(UUID socketId, UUID instanceId, UUID ticketId, String userId, boolean isAdmin, String kind) {
    static final String TYPING = "typing";
    static final String STOP_TYPING = "stop_typing";

    byte[] encode() {
        try {
            return Json.mapper().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record that JSON can't carry", e);
        }
    }

    /// Empty for anything that is no such record.
    static Optional<TypingRecord> decode(byte[] json) {
        try {
            TypingRecord read = Json.mapper().readValue(json, TypingRecord.class);
            return Optional.ofNullable(read).filter(TypingRecord::isComplete);
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't fail to be read", e);
        }
    }

    @SuppressWarnings("ConstantValue") // A record from the wire can lack anything.
    private boolean isComplete() {
        return socketId != null
                && instanceId != null
                && ticketId != null
                && userId != null
                && (TYPING.equals(kind) || STOP_TYPING.equals(kind));
    }
}
