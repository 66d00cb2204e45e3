package com.smipay.support.kit.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Tells whether a body in chunks has come to its end, without decoding it: by the last bytes seen. A text that
/// happens to break off with the same bytes ends the look too early, and trailers are not known; both may only cost a
/// refused client its answer. Not safe for several threads.
final class LastChunk {
    private static final byte[] END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] tail = new byte[0];

    /// @param next what came after everything that was given before
    boolean endsWith(byte[] next) {
        byte[] seen = Arrays.copyOf(tail, tail.length + next.length);
        System.arraycopy(next, 0, seen, tail.length, next.length);
        tail = Arrays.copyOfRange(seen, Math.max(0, seen.length - END.length), seen.length);
        return Arrays.equals(tail, END);
    }
}
