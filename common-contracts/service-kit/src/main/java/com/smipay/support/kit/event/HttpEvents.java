package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// CloudEvents 1.0 in binary mode over HTTP: attributes are headers `ce-*`, the body is the data. Attribute values are
/// percent-encoded as the HTTP binding has it, so that nothing in them can break a header line.
public final class HttpEvents {
    private static final String PREFIX = "ce-";
    private static final Attributes.Names NAMES = Attributes.Names.prefixed(PREFIX);

    private HttpEvents() {}

    /// Header names are in lower case.
    public static Map<String, String> headers(EventEnvelope event) {
        Map<String, String> headers = new LinkedHashMap<>();
        Attributes.of(event, NAMES).forEach((name, value) -> headers.put(name, encode(value)));
        headers.put(Attributes.CONTENT_TYPE, Attributes.JSON);
        return headers;
    }

    /// @param headers any spelling of the names; others than the event's own are ignored
    /// @throws UnprocessableRecordException when this is no CloudEvent; its reason quotes nothing
    public static EventEnvelope parse(Map<String, String> headers, byte[] body) {
        Map<String, String> attributes = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            attributes.put(lower, lower.startsWith(PREFIX) ? decode(value) : value);
        });
        return Attributes.parse(attributes::get, NAMES, body);
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7F && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return encoded.toString();
    }

    private static String decode(String value) {
        byte[] decoded = new byte[value.length() * 3];
        int length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%' && isHex(value, i + 1)) {
                decoded[length++] = (byte) Integer.parseInt(value, i + 1, i + 3, 16);
                i += 2;
            } else {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    decoded[length++] = b;
                }
            }
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isHex(String value, int from) {
        return from + 2 <= value.length()
                && Character.digit(value.charAt(from), 16) >= 0
                && Character.digit(value.charAt(from + 1), 16) >= 0;
    }
}
