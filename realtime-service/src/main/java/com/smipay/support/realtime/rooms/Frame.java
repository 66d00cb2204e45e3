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

    private final byte[] text;

    private Frame(byte[] text) {
        this.text = text;
    }

    /// @param name the event's name
    /// @param payload a record that the product's JSON can carry
    public static Frame event(String name, Object payload) {
        try {
            String json = Json.mapper().writeValueAsString(List.of(name, payload));
            return new Frame((EVENT + json).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A payload that JSON can't carry: " + name, e);
        }
    }

    /// Bytes on the wire, without the WebSocket header.
    public int size() {
        return text.length;
    }

    /// Shares the bytes; nobody may change them.
    TextWebSocketFrame toWebSocket() {
        return new TextWebSocketFrame(Unpooled.wrappedBuffer(text));
    }
}
