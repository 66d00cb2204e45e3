package com.smipay.support.realtime.handshake;

/// How much one client may send at once, and how much may wait for it.
///
/// @param requestBytes the body of an HTTP request
/// @param frameBytes a message from the client
/// @param pendingBytes what a client may leave unread before it is dropped
record SocketBounds(int requestBytes, int frameBytes, int pendingBytes) {
    static final SocketBounds STANDARD = new SocketBounds(8 * 1024, 16 * 1024, 2 * 1024 * 1024);
}
