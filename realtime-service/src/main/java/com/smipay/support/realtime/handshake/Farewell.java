package com.smipay.support.realtime.handshake;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/// Why the server ends a socket: WebSocket close codes (RFC 6455 §7.4).
enum Farewell {
    LEFT(1000, "Goodbye"),
    /// Official clients come back by themselves after this one.
    STOPPING(1001, "The server is stopping"),
    UNACCEPTABLE(1003, "Text only"),
    UNAUTHORIZED(1008, "Unauthorized"),
    FORBIDDEN_PACKET(1008, "Forbidden packet"),
    TOO_LATE(1008, "No namespace joined in time"),
    EXPIRED(1008, "Token expired"),
    TOO_LARGE(1009, "Frame too large"),
    BROKEN(1002, "Protocol error");

    private final int code;
    private final String reason;

    Farewell(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    CloseWebSocketFrame frame() {
        return new CloseWebSocketFrame(code, reason);
    }
}
