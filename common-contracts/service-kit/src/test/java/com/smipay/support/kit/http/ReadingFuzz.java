package com.smipay.support.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.security.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/// What a stranger can make every service read: a body and a token. Whatever the bytes, a body is refused as such or
/// its fields are judged, and a token that nobody signed is not valid. Driven by `ReadingFuzzTest` in each build, and
/// by `deploy/fuzz` with coverage for as long as one likes.
public final class ReadingFuzz {
    private static final TokenVerifier TOKENS = TokenVerifier.create(
            new TokenSettings("kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa", null, null, null), Clock.systemUTC());

    private ReadingFuzz() {}

    /// The entry that Jazzer calls.
    public static void fuzzerTestOneInput(byte[] data) {
        body(data);
        if (TOKENS.verify(new String(data, StandardCharsets.ISO_8859_1)) instanceof Verification.Valid) {
            throw new IllegalStateException("A token that nobody signed is valid");
        }
    }

    private static void body(byte[] data) {
        JsonNode node;
        try {
            node = Json.fromOutside(data);
        } catch (JsonProcessingException e) {
            return;
        }
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> field(object, name));
        }
    }

    private static void field(ObjectNode object, String name) {
        Fields fields = new Fields(object);
        String text = fields.optionalText(name, 1, 50);
        fields.email(name);
        fields.optionalFlag(name, false);
        fields.optionalObject(name);
        if (text != null && !new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalStateException("Text that can't be stored was accepted");
        }
        try {
            fields.check();
        } catch (Problem refused) {
            if (refused.status().code() != 400) {
                throw new IllegalStateException("Bad fields are a 400");
            }
        }
    }
}
