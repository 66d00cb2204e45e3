package com.smipay.support.realtime.domain;

/// The beginning of a message, for badges and notifications.
final class Previews {
    private static final int CODE_POINTS = 100;

    private Previews() {}

    /// The first 100 code points, never half of a surrogate pair (`decisions.md` 37).
    static String of(String message) {
        return message.codePointCount(0, message.length()) <= CODE_POINTS
                ? message
                : message.substring(0, message.offsetByCodePoints(0, CODE_POINTS));
    }
}
