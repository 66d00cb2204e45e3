package com.smipay.support.realtime.api;

import com.smipay.support.kit.http.RequestHeads;

/// How much one client may send at once, and how much may wait for it.
///
/// @param addressBytes of the first line of an HTTP request: path and query as long as REST takes them, and the
///     rest
/// @param headerBytes of an HTTP request: as much as REST takes, for a browser sends both the same cookies
/// @param requestBytes the body of an HTTP request
/// @param frameBytes a message from the client
/// @param pendingBytes what a client may leave unread before it is dropped
record SocketBounds(int addressBytes, int headerBytes, int requestBytes, int frameBytes, int pendingBytes) {
    static final SocketBounds STANDARD = new SocketBounds(
            RequestHeads.MAX_TARGET + 32, RequestHeads.MAX_BYTES, 8 * 1024, 16 * 1024, 2 * 1024 * 1024);
}
