package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which keys of a set are taken.
class SignatureKeysTest {
    private static final Signer RSA = Signer.rs256("k");
    private static final Signer EC = Signer.es256("k");
    private static final Signer OKP = Signer.ed25519("k");

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void fitKeysAreTaken(String jwk, String algorithm) throws Exception {
        SignatureKey key = read(jwk);

        assertThat(key).isNotNull().extracting(SignatureKey::algorithm).isEqualTo(algorithm);
    }

    static List<Arguments> fitKeysAreTaken() {
        return List.of(
                Arguments.of(RSA.jwk(), "RS256"),
                Arguments.of(EC.jwk(), "ES256"),
                Arguments.of(OKP.jwk(), "EdDSA"),
                Arguments.of(with(RSA, "\"alg\":\"RS256\",\"use\":\"sig\""), "RS256"),
                Arguments.of(with(EC, "\"alg\":\"ES256\",\"key_ops\":[\"verify\"]"), "ES256"),
                Arguments.of(with(OKP, "\"alg\":\"EdDSA\",\"use\":\"sig\""), "EdDSA"),
                Arguments.of(with(RSA, "\"x5c\":[\"no certificate\"],\"x5t\":\"%\",\"x5u\":7"), "RS256"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void unfitKeysAreLeftOut(String jwk) throws Exception {
        assertThat(read(jwk)).isNull();
    }

    static List<String> unfitKeysAreLeftOut() {
        return List.of(
                "{\"kty\":\"oct\",\"kid\":\"k\",\"alg\":\"HS256\",\"k\":\"a1I3djBtUWUyWnA5WGNUNHVXeUI2aExzOE5kSjFmR2E\"}",
                with(RSA, "\"alg\":\"none\""),
                with(RSA, "\"alg\":\"HS256\""),
                with(RSA, "\"alg\":\"RS384\""),
                with(RSA, "\"alg\":\"PS256\""),
                with(RSA, "\"alg\":7"),
                with(RSA, "\"use\":\"enc\""),
                with(EC, "\"key_ops\":[\"deriveKey\"]"),
                with(EC, "\"key_ops\":[]"),
                with(EC, "\"alg\":\"ES384\""),
                with(OKP, "\"alg\":\"ECDH-ES\""),
                EC.jwk().replace("P-256", "P-384"),
                EC.jwk().replace("P-256", "secp256k1"),
                EC.jwk().replace("\"x\":\"", "\"x\":\"!"),
                EC.jwk().replace("\"y\"", "\"z\""),
                OKP.jwk().replace("Ed25519", "Ed448"),
                OKP.jwk().replace("Ed25519", "X25519"),
                OKP.jwk().replace("\"x\":\"", "\"x\":\"AA"),
                OKP.jwk().replace("\"x\":\"", "\"x\":\"%"),
                RSA.jwk().replace("\"n\"", "\"m\""),
                RSA.jwk().replace("\"n\":\"", "\"n\":\"?"),
                "{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                Signer.rs256("k", 1024).jwk(),
                "{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"AQAB\"}"
                        .formatted(Signer.base64(BigInteger.ONE
                                .shiftLeft(9000)
                                .add(BigInteger.ONE)
                                .toByteArray())),
                "{\"kty\":\"XYZ\",\"kid\":\"k\"}",
                "{\"kty\":7,\"kid\":\"k\"}",
                "{}",
                "[]",
                "7",
                "null");
    }

    @Test
    void pointOffTheCurveVerifiesNothing() throws Exception {
        SignatureKey key = read(EC.jwk().replaceFirst("\"y\":\"....", "\"y\":\"AAAA"));

        assertThat(key == null || !key.verifies(new byte[1], EC.sign("a"))).isTrue();
        assertThat(key == null || !key.verifies(new byte[1], new byte[64])).isTrue();
    }

    /// One signature in 65,536 has leading zeros in both halves: this one was searched for.
    @Test
    void es256SignatureWithoutItsLeadingZerosIsWrong() throws Exception {
        SignatureKey key = Objects.requireNonNull(read("""
                {"kty":"EC","crv":"P-256","kid":"k","x":"%s","y":"%s"}""".formatted(
                        "nDV6gBwkZX_GTRSf5A5p1AHZ3fdZzaANwdz2zIDzmDo", "P5SJFPPnZaDkjTOqKzdnxZ5O8iLkKfbU8DPg3aFoZzI")));
        byte[] content = "content".getBytes(StandardCharsets.US_ASCII);
        String r = "fd87bccd25ee5999018a514c076a77992ea5e61090f6a1da90d1848292bd52";
        String s = "cbd49736c3529df050b777f42246bb8dfcec3a80b910571330ce614153d5ae";

        assertThat(key.verifies(content, HexFormat.of().parseHex("00" + r + "00" + s)))
                .isTrue();
        assertThat(key.verifies(content, HexFormat.of().parseHex(r + s))).isFalse();
    }

    private static @Nullable SignatureKey read(String jwk) throws JsonProcessingException {
        return SignatureKeys.fromJwk(Json.mapper().readTree(jwk));
    }

    private static String with(Signer signer, String members) {
        return signer.jwk().replace("}", "," + members + "}");
    }
}
