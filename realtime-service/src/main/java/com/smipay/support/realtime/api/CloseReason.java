package com.smipay.support.realtime.api;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.jspecify.annotations.Nullable;

/// Why the server ends a socket, and how: by a close frame (RFC 6455 §7.4), or by the end of the line alone.
///
/// A well-behaved client that is to come back gets no close frame, and no Socket.IO disconnect either: the official
/// Java client hears a close frame only when its pings fail, 45 seconds later, and after a disconnect neither
/// official client comes back at all. From the end of the line both do, at once.
enum CloseReason {
    LEFT(1000, "Goodbye"),
    STOPPING,
    EXPIRED,
    EXPELLED(1008, "Expelled"),
    UNACCEPTABLE(1003, "Text only"),
    UNREADABLE(1007, "Not UTF-8"),
    UNAUTHORIZED(1008, "Unauthorized"),
    FORBIDDEN_PACKET(1008, "Forbidden packet"),
    TOO_LATE(1008, "No namespace joined in time"),
    TOO_LARGE(1009, "Frame too large"),
    BROKEN(1002, "Protocol error");

    private final int code;
    private final @Nullable String reason;

    CloseReason() {
        this.code = 0;
        this.reason = null;
    }

    CloseReason(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// Null where the line just ends.
    @Nullable CloseWebSocketFrame frame() {
        return reason == null ? null : new CloseWebSocketFrame(code, reason);
    }
}
