package com.smipay.support.kit.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A token taken apart, with nothing in it believed yet.
///
/// Read here and not by Helidon's `SignedJwt`, which takes the last of two equal keys, turns broken UTF-8 into
/// other text, accepts padded and non-canonical Base64 (two spellings of one token), takes a missing `alg` from the
/// key, and quotes the token in its exceptions.
final class CompactToken {
    /// In characters; anything longer is refused before it is looked at.
    static final int MAX_LENGTH = 8 * 1024;

    private static final int PARTS = 3;
    private static final int MAX_KEY_ID = 128;

    private final String algorithm;
    private final @Nullable String keyId;
    private final byte[] signed;
    private final byte[] signature;
    private final JsonNode claims;

    private CompactToken(String algorithm, @Nullable String keyId, byte[] signed, byte[] signature, JsonNode claims) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.signed = signed;
        this.signature = signature;
        this.claims = claims;
    }

    /// @return null for anything that is no well-formed signed token with `alg`, or that has a `crit` header (none
    ///     of the extensions that it could name is known here)
    static @Nullable CompactToken read(String token) {
        if (token.length() > MAX_LENGTH) {
            return null;
        }
        String[] parts = token.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            return null;
        }
        JsonNode header = object(decode(parts[0]));
        JsonNode claims = object(decode(parts[1]));
        byte[] signature = decode(parts[2]);
        if (header == null || claims == null || signature == null || header.has("crit")) {
            return null;
        }
        String algorithm = header.path("alg").textValue();
        JsonNode keyId = header.path("kid");
        if (algorithm == null || !(isAbsent(keyId) || isReadable(keyId))) {
            return null;
        }
        byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return new CompactToken(algorithm, isAbsent(keyId) ? null : keyId.textValue(), signed, signature, claims);
    }

    String algorithm() {
        return algorithm;
    }

    /// Null where the token has none, as most signers make them.
    @Nullable String keyId() {
        return keyId;
    }

    boolean isSignedBy(SignatureKey key) {
        return key.verifies(signed, signature);
    }

    /// Only to be asked for after {@link #isSignedBy} said yes.
    JsonNode claims() {
        return claims;
    }

    /// Empty and null come of signers that are told to name a key and know none.
    private static boolean isAbsent(JsonNode keyId) {
        return ClaimRules.isAbsent(keyId)
                || (keyId.isTextual() && keyId.textValue().isEmpty());
    }

    private static boolean isReadable(JsonNode keyId) {
        return keyId.isTextual() && VisibleText.isVisible(keyId.textValue(), MAX_KEY_ID);
    }

    private static byte @Nullable [] decode(String base64Url) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(base64Url);
            return canonical ? bytes : null;
        } catch (IllegalArgumentException ignored) {
            return null;
        }
    }

    private static @Nullable JsonNode object(byte @Nullable [] utf8) {
        if (utf8 == null) {
            return null;
        }
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonNode node = Json.mapper().readTree(json);
            return node.isObject() ? node : null;
        } catch (CharacterCodingException | JsonProcessingException ignored) {
            return null;
        }
    }
}
