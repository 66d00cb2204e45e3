package com.smipay.support.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.DeviceFacts;
import com.smipay.support.kit.text.TextRule;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is kept of a device: the four fields of the contract and those of the headers. The body's word counts, a
/// header fills what it leaves out, and unknown fields are dropped (`decisions.md` 10, 44). A platform there always
/// is: as the body has it, else the header in lower case, else `unknown` (`decisions.md` 48).
public final class DeviceMetadata {
    private static final String FIELD = "device_metadata";
    private static final int MAX_BYTES = 8 * 1024;
    private static final int MAX_HEADER = 255;
    private static final int MAX_USER_AGENT = 512;

    /// What is kept, and the header that fills it.
    private record Part(String field, HeaderName header) {
        static final List<Part> ALL = List.of(
                of("device_id", Headers.DEVICE_ID),
                of("device_fingerprint", Headers.DEVICE_FINGERPRINT),
                of("device_name", Headers.DEVICE_NAME),
                of("device_model", Headers.DEVICE_MODEL),
                of(DeviceFacts.PLATFORM, Headers.PLATFORM),
                of("os_name", Headers.OS_NAME),
                of("os_version", Headers.OS_VERSION),
                of("app_version", Headers.APP_VERSION));

        static Part of(String field, String header) {
            return new Part(field, HeaderNames.create(header));
        }
    }

    private DeviceMetadata() {}

    /// The known fields of the body.
    public static ObjectNode of(Fields fields) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        ObjectNode sent = fields.optionalObject(FIELD);
        if (sent == null) {
            return kept;
        }
        for (Part part : Part.ALL) {
            JsonNode value = sent.get(part.field());
            if (value != null && !value.isNull()) {
                keep(fields, kept, part, value);
            }
        }
        if (kept.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            fields.reject(FIELD, FIELD + " must be at most 8 KiB");
        }
        return kept;
    }

    private static void keep(Fields fields, ObjectNode kept, Part part, JsonNode value) {
        String name = FIELD + "." + part.field();
        if (!value.isTextual()) {
            fields.reject(name, name + " must be text");
            return;
        }
        Optional<String> fault = new TextRule(0, MAX_BYTES).fault(name, value.textValue());
        fault.ifPresent(message -> fields.reject(name, message));
        if (fault.isEmpty() && !BlankText.isBlank(value.textValue())) {
            kept.set(part.field(), value);
        }
    }

    /// The body's fields, and for each that it leaves out the header's. A header that is no usable text fills
    /// nothing.
    public static ObjectNode filled(ObjectNode body, ServerRequest req) {
        ObjectNode filled = body.deepCopy();
        for (Part part : Part.ALL) {
            if (!filled.has(part.field())) {
                req.headers()
                        .first(part.header())
                        .filter(value -> new TextRule(1, MAX_HEADER)
                                .fault(part.field(), value)
                                .isEmpty())
                        .map(value -> part.field().equals(DeviceFacts.PLATFORM)
                                ? value.strip().toLowerCase(Locale.ROOT)
                                : value)
                        .ifPresent(value -> filled.put(part.field(), value));
            }
        }
        return DeviceFacts.withPlatform(filled);
    }

    /// The beginning of what the client calls itself; null where that is no text.
    public static @Nullable String userAgent(ServerRequest req) {
        return req.headers()
                .first(HeaderNames.USER_AGENT)
                .map(agent -> first(MAX_USER_AGENT, agent))
                .filter(agent -> new TextRule(1, MAX_USER_AGENT)
                        .fault("user_agent", agent)
                        .isEmpty())
                .orElse(null);
    }

    /// Never half of a surrogate pair.
    private static String first(int max, String text) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
