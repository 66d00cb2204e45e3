package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.json.Timestamps;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The attributes of an event by name, as every binding of CloudEvents has them; only prefixes differ.
final class Attributes {
    static final String SPEC_VERSION = "1.0";
    static final String JSON = "application/json";
    static final String CONTENT_TYPE = "content-type";
    static final String TRACEPARENT = "traceparent";
    private static final char REPLACEMENT = '\uFFFD';

    private Attributes() {}

    /// The names that carry a binding's prefix.
    record Names(
            String specVersion, String id, String type, String source, String subject, String time, String requestId) {
        static Names prefixed(String prefix) {
            return new Names(
                    prefix + "specversion",
                    prefix + "id",
                    prefix + "type",
                    prefix + "source",
                    prefix + "subject",
                    prefix + "time",
                    prefix + "requestid");
        }
    }

    static Map<String, String> of(EventEnvelope event, Names names) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(names.specVersion(), SPEC_VERSION);
        attributes.put(names.id(), event.id().toString());
        attributes.put(names.type(), event.type());
        attributes.put(names.source(), event.source());
        attributes.put(names.subject(), event.subject());
        attributes.put(names.time(), event.time().toString());
        if (event.requestId() != null) {
            attributes.put(names.requestId(), event.requestId());
        }
        attributes.put(CONTENT_TYPE, JSON);
        if (event.traceparent() != null) {
            attributes.put(TRACEPARENT, event.traceparent());
        }
        return attributes;
    }

    /// Finds the value of an attribute by its whole name.
    @FunctionalInterface
    interface Lookup {
        @Nullable String get(String name);
    }

    static EventEnvelope parse(Lookup attributes, Names names, byte[] data) {
        String contentType = attributes.get(CONTENT_TYPE);
        if (contentType != null && !contentType.startsWith(JSON)) {
            throw new UnprocessableRecordException("the data is not " + JSON);
        }
        return parse(attributes, names, text(data));
    }

    static EventEnvelope parse(Lookup attributes, Names names, String data) {
        if (!SPEC_VERSION.equals(required(attributes, names.specVersion()))) {
            throw new UnprocessableRecordException(names.specVersion() + " is not " + SPEC_VERSION);
        }
        return new EventEnvelope(
                uuid(names.id(), required(attributes, names.id())),
                required(attributes, names.type()),
                required(attributes, names.source()),
                required(attributes, names.subject()),
                instant(names.time(), required(attributes, names.time())),
                attributes.get(TRACEPARENT),
                attributes.get(names.requestId()),
                data);
    }

    private static String required(Lookup attributes, String name) {
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
            return Timestamps.parse(value);
        } catch (DateTimeException e) {
            throw malformed(name, e);
        }
    }

    /// What is no UTF-8 becomes a replacement character at first: only where there is one, sent as such or not, need
    /// anybody look closer.
    private static String text(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictText(data);
    }

    private static String strictText(byte[] data) {
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
