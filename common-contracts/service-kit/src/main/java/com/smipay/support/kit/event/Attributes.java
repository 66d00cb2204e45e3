package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The attributes of an event by name, as every binding of CloudEvents has them; only prefixes differ.
final class Attributes {
    static final String SPEC_VERSION = "1.0";
    static final String JSON = "application/json";
    static final String CONTENT_TYPE = "content-type";
    static final String TRACEPARENT = "traceparent";

    private Attributes() {}

    static Map<String, String> of(EventEnvelope event, String prefix) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(prefix + "specversion", SPEC_VERSION);
        attributes.put(prefix + "id", event.id().toString());
        attributes.put(prefix + "type", event.type());
        attributes.put(prefix + "source", event.source());
        attributes.put(prefix + "subject", event.subject());
        attributes.put(prefix + "time", event.time().toString());
        if (event.requestId() != null) {
            attributes.put(prefix + "requestid", event.requestId());
        }
        attributes.put(CONTENT_TYPE, JSON);
        if (event.traceparent() != null) {
            attributes.put(TRACEPARENT, event.traceparent());
        }
        return attributes;
    }

    static EventEnvelope parse(Map<String, String> attributes, String prefix, byte[] data) {
        String contentType = attributes.get(CONTENT_TYPE);
        if (contentType != null && !contentType.startsWith(JSON)) {
            throw new UnprocessableRecordException("the data is not " + JSON);
        }
        return parse(attributes, prefix, text(data));
    }

    static EventEnvelope parse(Map<String, String> attributes, String prefix, String data) {
        if (!SPEC_VERSION.equals(required(attributes, prefix + "specversion"))) {
            throw new UnprocessableRecordException(prefix + "specversion is not " + SPEC_VERSION);
        }
        return new EventEnvelope(
                uuid(prefix + "id", required(attributes, prefix + "id")),
                required(attributes, prefix + "type"),
                required(attributes, prefix + "source"),
                required(attributes, prefix + "subject"),
                instant(prefix + "time", required(attributes, prefix + "time")),
                attributes.get(TRACEPARENT),
                attributes.get(prefix + "requestid"),
                data);
    }

    private static String required(Map<String, String> attributes, String name) {
        String value = attributes.get(name);
        if (value == null || value.isEmpty()) {
            throw new UnprocessableRecordException(name + " is missing");
        }
        return value;
    }

    private static UUID uuid(String name, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw malformed(name, e);
        }
    }

    private static Instant instant(String name, String value) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, Instant::from);
        } catch (DateTimeException e) {
            throw malformed(name, e);
        }
    }

    private static String text(byte[] data) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("the data", e);
        }
    }

    private static UnprocessableRecordException malformed(String what, Throwable cause) {
        UnprocessableRecordException refusal = new UnprocessableRecordException(what + " is malformed");
        refusal.initCause(cause);
        return refusal;
    }
}
