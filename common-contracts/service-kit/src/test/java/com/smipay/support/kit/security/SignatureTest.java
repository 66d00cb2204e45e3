package com.smipay.support.kit.security;

import static com.smipay.support.kit.security.Signer.base64;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which keys and algorithms a verifier believes, and which forms of token it reads at all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final String NO_SINGLE_KEY = "no key, or no single one, fits its alg";
    private static final String CLAIMS = "{\"sub\":\"u-1\",\"exp\":4102444800}";

    private final Signer hs = Signer.hs256(SECRET);
    private final Signer rs = Signer.rs256("rs");
    private final Signer es = Signer.es256("es");
    private final Signer ed = Signer.ed25519("ed");
    private final Map<String, Signer> signers = Map.of("HS256", hs, "RS256", rs, "ES256", es, "EdDSA", ed);

    private final JwksServer server;
    private final TokenVerifier verifier;

    SignatureTest() throws IOException {
        server = new JwksServer();
        server.serve(rs, es, ed);
        verifier = TokenVerifier.create(new TokenSettings(SECRET, server.address(), null, null), Clock.systemUTC());
    }

    @BeforeAll
    void keysAreThere() {
        assertThat(verifier.verify(rs.token(CLAIMS))).isInstanceOf(Valid.class);
    }

    @AfterAll
    void stop() {
        verifier.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
    void rightlySignedIsValid(String algorithm) {
        // Several: an ES256 signature has leading zeros now and then.
        for (int i = 0; i < 20; i++) {
            String token = signer(algorithm).token(CLAIMS);
            assertThat(verifier.verify(token)).isInstanceOf(Valid.class);
            assertThat(verifier.verifyWithoutSkew(token)).isInstanceOf(Valid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
    void signatureOfAnotherKeyIsWrong(String algorithm) {
        Signer stranger = switch (algorithm) {
            case "HS256" -> Signer.hs256("Another-Secret-0123456789-qwertyu");
            case "RS256" -> Signer.rs256("rs");
            case "ES256" -> Signer.es256("es");
            default -> Signer.ed25519("ed");
        };
        assertRefused(stranger.token(CLAIMS), "signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
    void anyPartThatWasChangedAfterSigningIsRefused(String algorithm) {
        Signer signer = signer(algorithm);
        String[] parts = signer.token(CLAIMS).split("\\.", 3);
        String otherClaims = base64(CLAIMS.replace("u-1", "u-2"));
        String otherHeader = base64(signer.header().replace("JWT", "jwt"));

        assertRefused(parts[0] + "." + otherClaims + "." + parts[2], "signature is wrong");
        assertRefused(otherHeader + "." + parts[1] + "." + parts[2], "signature is wrong");
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        for (int position : new int[] {0, signature.length / 2, signature.length - 1}) {
            byte[] flipped = signature.clone();
            flipped[position] ^= 1;
            assertRefused(parts[0] + "." + parts[1] + "." + base64(flipped), "signature is wrong");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
    void signatureOfAnotherLengthOrOfZerosIsWrong(String algorithm) {
        Signer signer = signer(algorithm);
        String content = base64(signer.header()) + "." + base64(CLAIMS);
        byte[] signature = signer.sign(content);
        byte[] order = HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        Stream.of(
                        new byte[0],
                        new byte[1],
                        new byte[64],
                        new byte[signature.length],
                        Arrays.copyOf(order, 64),
                        Arrays.copyOf(signature, signature.length - 1),
                        Arrays.copyOf(signature, signature.length / 2),
                        Arrays.copyOf(signature, signature.length + 1),
                        Arrays.copyOf(signature, signature.length * 2))
                .forEach(wrong -> assertRefused(content + "." + base64(wrong), "signature is wrong"));
    }

    @Test
    void es256SignatureIsReadInItsRawFormOnly() throws Exception {
        String content = base64(es.header()) + "." + base64(CLAIMS);
        byte[] raw = es.sign(content);
        byte[] padded = new byte[66];
        System.arraycopy(raw, 0, padded, 1, 32);
        System.arraycopy(raw, 32, padded, 34, 32);

        assertRefused(content + "." + base64(padded), "signature is wrong");
        assertRefused(content + "." + base64(der(raw)), "signature is wrong");
    }

    @ParameterizedTest(name = "header {0}, signed by {1}")
    @MethodSource
    void algorithmIsTheKeysOwn(String header, String signer) {
        assertRefused(signer(signer).token(header, CLAIMS), "alg is not the one of this key");
    }

    static List<Arguments> algorithmIsTheKeysOwn() {
        return List.of(
                Arguments.of("{\"alg\":\"none\",\"kid\":\"local\"}", "HS256"),
                Arguments.of("{\"alg\":\"None\",\"kid\":\"rs\"}", "RS256"),
                Arguments.of("{\"alg\":\"\",\"kid\":\"local\"}", "HS256"),
                Arguments.of("{\"alg\":\"hs256\",\"kid\":\"local\"}", "HS256"),
                Arguments.of("{\"alg\":\"HS384\",\"kid\":\"local\"}", "HS256"),
                Arguments.of("{\"alg\":\"RS256\",\"kid\":\"local\"}", "HS256"),
                Arguments.of("{\"alg\":\"HS256\",\"kid\":\"rs\"}", "HS256"),
                Arguments.of("{\"alg\":\"HS256\",\"kid\":\"es\"}", "HS256"),
                Arguments.of("{\"alg\":\"HS256\",\"kid\":\"ed\"}", "HS256"),
                Arguments.of("{\"alg\":\"RS512\",\"kid\":\"rs\"}", "RS256"),
                Arguments.of("{\"alg\":\"PS256\",\"kid\":\"rs\"}", "RS256"),
                Arguments.of("{\"alg\":\"ES256\",\"kid\":\"rs\"}", "RS256"),
                Arguments.of("{\"alg\":\"ES384\",\"kid\":\"es\"}", "ES256"),
                Arguments.of("{\"alg\":\"RS256\",\"kid\":\"es\"}", "ES256"),
                Arguments.of("{\"alg\":\"ES256\",\"kid\":\"ed\"}", "EdDSA"));
    }

    @Test
    void publicKeyIsNoSharedSecret() {
        Stream.of(rs, es, ed).forEach(victim -> {
            Signer confused = Signer.hmac(victim.jwk().getBytes(StandardCharsets.UTF_8), victim.keyId());
            assertRefused(confused.token(CLAIMS), "alg is not the one of this key");
        });
    }

    @Test
    void unsignedIsRefused() {
        assertRefused(base64("{\"alg\":\"none\"}") + "." + base64(CLAIMS) + ".", NO_SINGLE_KEY);
        assertRefused(
                base64("{\"alg\":\"none\",\"kid\":\"local\"}") + "." + base64(CLAIMS) + ".",
                "alg is not the one of this key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"alg\":\"HS256\",\"kid\":\"other\"} | kid is unknown",
                "{\"alg\":\"HS256\",\"kid\":\"LOCAL\"} | kid is unknown",
                "{\"alg\":\"HS256\",\"kid\":7} | not a well-formed signed token",
                "{\"alg\":\"HS256\",\"kid\":[\"local\"]} | not a well-formed signed token",
                "{\"kid\":\"local\"} | not a well-formed signed token",
                "{\"alg\":[\"HS256\"],\"kid\":\"local\"} | not a well-formed signed token",
                "{\"alg\":\"HS256\",\"kid\":\"local\",\"crit\":[\"b64\"],\"b64\":false} | not a well-formed signed token",
                "{\"alg\":\"HS256\",\"kid\":\"local\",\"crit\":[]} | not a well-formed signed token",
                "{\"alg\":\"HS256\",\"kid\":\"local\",\"crit\":null} | not a well-formed signed token",
                "{\"alg\":\"HS256\",\"kid\":\"x\",\"kid\":\"local\"} | not a well-formed signed token",
                "{\"alg\":\"none\",\"alg\":\"HS256\",\"kid\":\"local\"} | not a well-formed signed token",
                "{\"alg\":\"HS256\",\"kid\":\"local\"} {} | not a well-formed signed token",
                "[\"HS256\"] | not a well-formed signed token",
                "null | not a well-formed signed token",
            })
    void headerThatNamesNoKnownKeyIsRefused(String header, String reason) {
        assertRefused(hs.token(header, CLAIMS), reason);
    }

    /// The headers of the signers that npm knows: without a key id, with an empty one or none at all, with and without
    /// a type, in any order.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"typ\":\"jwt\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"cty\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":null}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"\"}",
            })
    void withoutAKeyIdTheSecretCounts(String header) {
        assertThat(verifier.verify(hs.token(header, CLAIMS))).isInstanceOf(Valid.class);
        assertRefused(Signer.hs256("Another-Secret-0123456789-qwertyu").token(header, CLAIMS), "signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void withoutAKeyIdTheOneKeyThatFitsCounts(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";

        assertThat(verifier.verify(signer(algorithm).token(header, CLAIMS))).isInstanceOf(Valid.class);
        assertRefused(Signer.hs256(signer(algorithm).jwk()).token(header, CLAIMS), "signature is wrong");
        assertRefused(hs.token(header, CLAIMS), "signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "", "hs256", "HS384", "HS512", "PS256", "RS512", "ES384", "ES256K"})
    void withoutAKeyIdNoOtherAlgorithmCounts(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";

        signers.values().forEach(signer -> assertRefused(signer.token(header, CLAIMS), NO_SINGLE_KEY));
    }

    @Test
    void publicKeyIsNoSharedSecretWithoutAKeyIdEither() {
        Stream.of(rs, es, ed).forEach(victim -> {
            Signer confused = Signer.hmac(victim.jwk().getBytes(StandardCharsets.UTF_8), "");
            assertRefused(confused.token("{\"alg\":\"HS256\"}", CLAIMS), "signature is wrong");
        });
    }

    @Test
    void reasonNeverQuotesTheToken() {
        Stream.of("{\"alg\":\"quoted\",\"kid\":\"local\"}", "{\"alg\":\"HS256\",\"kid\":\"quoted\"}", "quoted")
                .map(header -> verifier.verify(hs.token(header, CLAIMS)))
                .forEach(verification -> assertThat(verification.toString()).doesNotContain("quoted"));
    }

    private void assertRefused(String token, String reason) {
        assertThat(verifier.verify(token)).isEqualTo(new Invalid(reason));
        assertThat(verifier.verifyWithoutSkew(token)).isEqualTo(new Invalid(reason));
    }

    private Signer signer(String algorithm) {
        return Objects.requireNonNull(signers.get(algorithm));
    }

    private static byte[] der(byte[] raw) {
        byte[] der = new byte[72];
        der[0] = 0x30;
        der[1] = 70;
        der[2] = 2;
        der[3] = 33;
        System.arraycopy(raw, 0, der, 5, 32);
        der[37] = 2;
        der[38] = 33;
        System.arraycopy(raw, 32, der, 40, 32);
        return der;
    }
}
