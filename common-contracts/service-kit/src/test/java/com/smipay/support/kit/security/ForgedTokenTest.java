package com.smipay.support.kit.security;

import static com.smipay.support.kit.security.Signer.base64;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens made to be believed: keys that come with the token, key ids that lead elsewhere, and signatures at the
/// edges of the curve. What `SignatureTest` tries of algorithms, and `CompactTokenTest` of spellings, stands there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedTokenTest {
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final String CLAIMS = "{\"sub\":\"u-1\",\"role\":\"admin\",\"exp\":4102444800}";

    /// The order of P-256, and the prime of its field.
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private final Signer es = Signer.es256("es");
    private final Signer stranger = Signer.es256("es");
    private final Signer strangersHmac = Signer.hs256("Another-Secret-0123456789-qwertyu");
    private final JwksServer server;
    private final TokenVerifier verifier;

    ForgedTokenTest() throws IOException {
        server = new JwksServer();
        server.serve(es);
        verifier = TokenVerifier.create(new TokenSettings(SECRET, server.address(), null, null), Clock.systemUTC());
    }

    @BeforeAll
    void theKeyIsThere() {
        assertThat(verifier.verify(es.token(CLAIMS))).isInstanceOf(Valid.class);
    }

    @AfterAll
    void stop() {
        verifier.close();
        server.close();
    }

    /// `%s` stands for the attacker's own public key, or the address of it.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an embedded key | ,\"jwk\":%s",
                "the address of a set | ,\"jku\":\"http://127.0.0.1:1/jwks\",\"ignored\":%s",
                "the address of a certificate | ,\"x5u\":\"http://127.0.0.1:1/cert\",\"ignored\":%s",
                "an embedded certificate | ,\"x5c\":[\"MIIB\"],\"ignored\":%s",
                "a thumbprint | ,\"x5t\":\"AAAA\",\"x5t#S256\":\"AAAA\",\"ignored\":%s",
            })
    void aKeyThatComesWithTheTokenIsNotUsed(String how, String members) {
        String header = "{\"alg\":\"ES256\",\"kid\":\"es\"" + members.formatted(stranger.jwk()) + "}";

        assertRefused(how, stranger.token(header, CLAIMS), "signature is wrong");
        assertThat(verifier.verify(es.token(header, CLAIMS)))
                .as("not read, so it does no harm either")
                .isInstanceOf(Valid.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a path | ../../../../dev/null",
                "a file | /proc/sys/kernel/randomize_va_space",
                "SQL | x'/**/union/**/select/**/'AA",
                "a command | es;/usr/bin/id",
                "an address | http://127.0.0.1:1/jwks",
                "a lookup | ${jndi:ldap://127.0.0.1:1/a}",
                "another case | ES",
                "the right one and more | es,local",
            })
    void aKeyIdNamesAKeyAndNothingElse(String how, String keyId) {
        String escaped = keyId.replace("\"", "\\\"");
        assertRefused(
                how, strangersHmac.token("{\"alg\":\"HS256\",\"kid\":\"" + escaped + "\"}", CLAIMS), "kid is unknown");
    }

    @Test
    void aKeyIdWithWhatCannotBeSeenIsNotLookedUp() {
        for (String keyId : new String[] {"es\\u0000", " es", "es\\n", "e\\u200bs", "k".repeat(129)}) {
            assertRefused(
                    keyId,
                    stranger.token("{\"alg\":\"ES256\",\"kid\":\"" + keyId + "\"}", CLAIMS),
                    "not a well-formed signed token");
        }
    }

    /// r and s as numbers: only those between 0 and the order count, whatever they are congruent to.
    @ParameterizedTest(name = "r = {0}, s = {1}")
    @CsvSource({
        "0, 0",
        "0, 1",
        "1, 0",
        "n, 1",
        "1, n",
        "n, n",
        "n+1, 1",
        "1, n+1",
        "p, p",
        "p-n, 1",
        "max, max",
        "1, 1",
        "n-1, n-1",
        "0, s",
        "r, 0",
        "n, s",
        "r, n",
        "s, r",
        "r, r"
    })
    void valuesOutsideOfTheCurveAreNoSignature(String r, String s) {
        String content = base64(es.header()) + "." + base64(CLAIMS);
        byte[] genuine = es.sign(content);

        assertRefused(
                r + "," + s,
                content + "." + base64(HexFormat.of().parseHex(hex(r, genuine) + hex(s, genuine))),
                "signature is wrong");
    }

    @Test
    void aGenuineSignatureWithTheOrderAddedIsAnother() {
        String content = base64(es.header()) + "." + base64(CLAIMS);
        byte[] genuine = es.sign(content);
        BigInteger r = new BigInteger(1, genuine, 0, 32).add(N);
        // Fits into 32 bytes for next to no r; in 33 the length gives it away.
        assertRefused(
                "r+n",
                content + "." + base64(HexFormat.of().parseHex("%066x".formatted(r) + hex("s", genuine))),
                "signature is wrong");
    }

    private static String hex(String name, byte[] genuine) {
        BigInteger value = switch (name) {
            case "0" -> BigInteger.ZERO;
            case "1" -> BigInteger.ONE;
            case "n" -> N;
            case "n+1" -> N.add(BigInteger.ONE);
            case "n-1" -> N.subtract(BigInteger.ONE);
            case "p" -> P;
            case "p-n" -> P.subtract(N);
            case "max" -> BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
            case "r" -> new BigInteger(1, genuine, 0, 32);
            case "s" -> new BigInteger(1, genuine, 32, 32);
            default -> throw new IllegalArgumentException(name);
        };
        return "%064x".formatted(value);
    }

    /// Each spelling decodes to the very same bytes in a forgiving reader.
    @Test
    void aTokenHasOneSpelling() {
        String token = es.token(CLAIMS);
        String[] parts = token.split("\\.", 3);
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        Stream.of(
                        parts[0] + "." + parts[1] + "." + Base64.getUrlEncoder().encodeToString(signature),
                        parts[0] + "." + parts[1] + "."
                                + Base64.getMimeEncoder().encodeToString(signature),
                        parts[0] + "=." + parts[1] + "." + parts[2],
                        parts[0] + "." + parts[1] + "\n." + parts[2],
                        parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[2],
                        parts[0] + "." + parts[1] + "." + parts[2] + "\u0000",
                        "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\""
                                + parts[2] + "\"}")
                .forEach(spelling -> assertRefused(spelling, spelling, "not a well-formed signed token"));
    }

    private void assertRefused(String how, String token, String reason) {
        assertThat(verifier.verify(token)).as(how).isEqualTo(new Invalid(reason));
        assertThat(verifier.verifyWithoutSkew(token)).as(how).isEqualTo(new Invalid(reason));
    }
}
