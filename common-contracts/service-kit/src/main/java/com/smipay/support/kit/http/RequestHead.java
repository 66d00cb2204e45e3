package com.smipay.support.kit.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/// The header fields of a request as their bytes say them. Pure.
///
/// @param fields every one that has a name and a value
/// @param beyondAscii the names of those with other bytes than ASCII's
record RequestHead(WritableHeaders<?> fields, Set<HeaderName> beyondAscii) {
    static final byte[] END = {'\r', '\n', '\r', '\n'};

    /// Where the head ends, the empty line included; -1 where it does not yet.
    ///
    /// @param from what is before it was looked at already
    static int end(byte[] bytes, int from) {
        if (bytes.length >= 2 && bytes[0] == '\r' && bytes[1] == '\n') {
            return 2;
        }
        for (int i = from; i + END.length <= bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + END.length;
            }
        }
        return -1;
    }

    /// What is no field is left out: the server has its own say about it.
    static RequestHead read(byte[] bytes) {
        WritableHeaders<?> fields = WritableHeaders.create();
        Set<HeaderName> beyondAscii = new LinkedHashSet<>();
        int start = 0;
        while (start < bytes.length) {
            int end = lineEnd(bytes, start);
            int colon = colon(bytes, start, end);
            if (colon > start) {
                String name = new String(bytes, start, colon - start, StandardCharsets.US_ASCII);
                HeaderName header = HeaderNames.create(name);
                fields.add(HeaderValues.create(header, text(bytes, colon + 1, end)));
                if (isBeyondAscii(bytes, colon + 1, end)) {
                    beyondAscii.add(header);
                }
            }
            start = end + 2;
        }
        return new RequestHead(fields, beyondAscii);
    }

    private static String text(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
        }
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return bytes.length;
    }

    private static int colon(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBeyondAscii(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return true;
            }
        }
        return false;
    }
}
