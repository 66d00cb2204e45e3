package com.smipay.support.kit.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.security.jwt.JwtException;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkEC;
import io.helidon.security.jwt.jwk.JwkOctet;
import io.helidon.security.jwt.jwk.JwkRSA;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes keys from the shared secret and from JSON Web Keys (RFC 7517).
///
/// Helidon's `Jwk` gets only the public members of a key that was found fit, with the algorithm fixed by its type:
/// by itself it would take `"alg": "none"`, symmetric keys and RS384 from a set, and lose a key over a certificate
/// chain that nobody asked for.
final class SignatureKeys {
    static final String LOCAL_KEY_ID = "local";

    /// Those of the keys that an address serves.
    static final Set<String> PUBLIC_ALGORITHMS =
            Set.of(JwkRSA.ALG_RS256, JwkEC.ALG_ES256, SignatureKey.Ed25519.ALGORITHM);

    private static final int HMAC_LENGTH = 32;
    private static final int ES256_LENGTH = 64;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int ED25519_KEY_LENGTH = 32;
    /// All that stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 §4).
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private SignatureKeys() {}

    static SignatureKey hs256(String secret) {
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        JsonObject jwk = Json.createObjectBuilder()
                .add(Jwk.PARAM_KEY_TYPE, Jwk.KEY_TYPE_OCT)
                .add(Jwk.PARAM_KEY_ID, LOCAL_KEY_ID)
                .add(Jwk.PARAM_ALGORITHM, JwkOctet.ALG_HS256)
                .add(JwkOctet.PARAM_OCTET_KEY, key)
                .build();
        return new SignatureKey.ByHelidon(JwkOctet.ALG_HS256, HMAC_LENGTH, Jwk.create(jwk));
    }

    /// @return null for a key that isn't for checking RS256, ES256 or Ed25519 signatures, or that is broken
    static @Nullable SignatureKey fromJwk(JsonNode jwk) {
        if (!isForVerifying(jwk)) {
            return null;
        }
        try {
            return switch (jwk.path("kty").asText()) {
                case "RSA" -> isFor(JwkRSA.ALG_RS256, jwk) ? rs256(jwk) : null;
                case "EC" -> isFor(JwkEC.ALG_ES256, jwk) ? es256(jwk) : null;
                case "OKP" -> isFor(SignatureKey.Ed25519.ALGORITHM, jwk) ? ed25519(jwk) : null;
                default -> null;
            };
        } catch (JwtException | GeneralSecurityException | IllegalArgumentException ignored) {
            return null;
        }
    }

    private static boolean isForVerifying(JsonNode jwk) {
        boolean forSignatures = !jwk.has("use") || jwk.path("use").asText().equals(Jwk.USE_SIGNATURE);
        boolean forVerifying = !jwk.has("key_ops");
        for (JsonNode operation : jwk.path("key_ops")) {
            forVerifying |= operation.asText().equals(Jwk.OPERATION_VERIFY);
        }
        return forSignatures && forVerifying;
    }

    private static boolean isFor(String algorithm, JsonNode jwk) {
        return !jwk.has("alg") || jwk.path("alg").asText().equals(algorithm);
    }

    private static @Nullable SignatureKey rs256(JsonNode jwk) {
        JwkRSA key = JwkRSA.create(publicMembers(jwk, JwkRSA.ALG_RS256, "n", "e"));
        int bits = ((RSAPublicKey) key.publicKey()).getModulus().bitLength();
        return bits < MIN_RSA_BITS || bits > MAX_RSA_BITS
                ? null
                : new SignatureKey.ByHelidon(JwkRSA.ALG_RS256, (bits + Byte.SIZE - 1) / Byte.SIZE, key);
    }

    private static @Nullable SignatureKey es256(JsonNode jwk) {
        if (!jwk.path("crv").asText().equals(JwkEC.CURVE_P256)) {
            return null;
        }
        JwkEC key = JwkEC.create(publicMembers(jwk, JwkEC.ALG_ES256, "crv", "x", "y"));
        return new SignatureKey.ByHelidon(JwkEC.ALG_ES256, ES256_LENGTH, key);
    }

    private static @Nullable SignatureKey ed25519(JsonNode jwk) throws GeneralSecurityException {
        byte[] point = Base64.getUrlDecoder().decode(jwk.path("x").asText());
        if (!jwk.path("crv").asText().equals("Ed25519") || point.length != ED25519_KEY_LENGTH) {
            return null;
        }
        byte[] encoded = HexFormat.of().parseHex(ED25519_PREFIX + HexFormat.of().formatHex(point));
        return new SignatureKey.Ed25519(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    }

    private static JsonObject publicMembers(JsonNode jwk, String algorithm, String... names) {
        JsonObjectBuilder members = Json.createObjectBuilder()
                .add(Jwk.PARAM_KEY_TYPE, jwk.path("kty").asText())
                .add(Jwk.PARAM_KEY_ID, jwk.path("kid").asText())
                .add(Jwk.PARAM_ALGORITHM, algorithm);
        for (String name : names) {
            members.add(name, jwk.required(name).asText());
        }
        return members.build();
    }
}
