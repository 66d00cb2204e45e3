package com.smipay.support.realtime.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A Socket.IO event of namespace `/support`, encoded once and written to any number of connections; it goes past
/// the library's own encoder, which would do that for each of them.
public final class Frame {
    private static final String EVENT = "42/support,";
    private static final String ACKNOWLEDGEMENT = "43/support,";

    private static final int FINAL_TEXT = 0x81;
    private static final int LONGEST_IN_A_BYTE = 125;
    private static final int LONGEST_IN_TWO_BYTES = 0xffff;
    private static final int IN_TWO_BYTES = 126;
    private static final int IN_EIGHT_BYTES = 127;

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

    /// Bytes on the line.
    int size() {
        return headerSize() + text.length;
    }

    private int headerSize() {
        if (text.length <= LONGEST_IN_A_BYTE) {
            return 2;
        }
        return text.length <= LONGEST_IN_TWO_BYTES ? 4 : 10;
    }

    /// As a server writes it to the line: one final text frame, not masked (RFC 6455, 5.2).
    void writeTo(ByteBuf line) {
        line.writeByte(FINAL_TEXT);
        if (text.length <= LONGEST_IN_A_BYTE) {
            line.writeByte(text.length);
        } else if (text.length <= LONGEST_IN_TWO_BYTES) {
            line.writeByte(IN_TWO_BYTES).writeShort(text.length);
        } else {
            line.writeByte(IN_EIGHT_BYTES).writeLong(text.length);
        }
        line.writeBytes(text);
    }
}
