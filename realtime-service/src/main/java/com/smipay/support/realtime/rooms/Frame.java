package com.smipay.support.realtime.rooms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A Socket.IO event of namespace `/support`, encoded once and written to any number of connections.
public final class Frame {
    private static final String EVENT = "42/support,";

    private static final String ACKNOWLEDGEMENT = "43/support,";

    private final byte[] text;

    private Frame(byte[] text) {
        this.text = text;
    }

    /// @param name the event's name
    /// @param payload a record that the product's JSON can carry
    public static Frame event(String name, Object payload) {
        return of(EVENT, List.of(name, payload));
    }

    /// @param id digits, as the client sent them
    public static Frame acknowledgement(String id, Object answer) {
        return of(ACKNOWLEDGEMENT + id, List.of(answer));
    }

    private static Frame of(String header, List<Object> body) {
        try {
            return new Frame((header + Json.mapper().writeValueAsString(body)).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A payload that JSON can't carry", e);
        }
    }

    /// In bytes.
    int size() {
        return text.length;
    }

    /// Shares the bytes; nobody may change them.
    TextWebSocketFrame toWebSocket() {
        return new TextWebSocketFrame(Unpooled.wrappedBuffer(text));
    }
}
