package com.smipay.support.kit.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.testkit.RequestSigner;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {
    private static final RequestSigner SIGNER = new RequestSigner("0123456789abcdef-signing-key-for-tests");
    private static final long NOW = 1_771_928_400_000L;
    private static final String PATH = "/api/v1/support/request-support";
    private static final String NONCE = "5f3c1a529f0b4b0e";
    private static final byte[] BODY = "{\"subject\":\"I can't transfer ₦5,000\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    private final Set<String> noted = new HashSet<>();
    private final SignatureCheck check = new SignatureCheck(
            List.of(new SigningKey(SIGNER.key())), InstantSource.fixed(Instant.ofEpochMilli(NOW)), noted::add);

    private static SignedCall call(String method, String path, Map<String, String> headers, byte[] body) {
        return new SignedCall(
                method,
                path,
                name -> headers.containsKey(name) ? List.of(String.valueOf(headers.get(name))) : List.of(),
                () -> body);
    }

    private static Map<String, String> signed() {
        return SIGNER.headers("POST", PATH, NOW, NONCE, BODY);
    }

    private Optional<SignatureFault> fault(Map<String, String> headers) {
        return check.fault(call("POST", PATH, headers, BODY));
    }

    private Optional<SignatureFault> faultWith(String header, String value) {
        Map<String, String> headers = signed();
        headers.put(header, value);
        return fault(headers);
    }

    @Test
    void whileKeysAreChangedSignaturesOfBothCount() {
        SignatureCheck changing = new SignatureCheck(
                List.of(new SigningKey("another-signing-key-0123456789-qwerty"), new SigningKey(SIGNER.key())),
                InstantSource.fixed(Instant.ofEpochMilli(NOW)),
                noted::add);

        assertThat(changing.fault(call("POST", PATH, signed(), BODY))).isEmpty();
    }

    @Test
    void aSignedRequestPasses() {
        assertThat(fault(signed())).isEmpty();
    }

    /// Made with `openssl dgst -sha256 -hmac`.
    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/support/request-support, 5f3c1a529f0b4b0e, true,"
                + " c207121ad09b636453e2e14b2b8cf9117524048cd3b839880a255024cc0cceb4",
        "GET, /api/v1/support/ticket, 5f3c1a529f0b4b0f, false,"
                + " d41e7d757447a6287e5fef6b11e1266a07133dd2b474e5586b25f121f889833a"
    })
    void signaturesOfAnotherToolAreTaken(String method, String path, String nonce, boolean body, String signature) {
        for (String spelled : List.of(signature, signature.toUpperCase(Locale.ROOT))) {
            Map<String, String> headers = Map.of(
                    "x-timestamp",
                    Long.toString(NOW),
                    "x-nonce",
                    nonce,
                    "x-signature-version",
                    "v1",
                    "x-signature",
                    spelled);
            noted.clear();
            assertThat(check.fault(call(method, path, headers, body ? BODY : NOTHING)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-timestamp, TIMESTAMP, Missing or malformed x-timestamp header",
        "x-nonce, NONCE, Missing or malformed x-nonce header",
        "x-signature-version, VERSION, Missing or malformed x-signature-version header",
        "x-signature, SIGNATURE, Missing or malformed x-signature header"
    })
    void everyHeaderIsNeededAndOnlyOnce(String header, SignatureFault fault, String message) {
        Map<String, String> without = signed();
        String value = without.remove(header);
        SignedCall twice = new SignedCall(
                "POST",
                PATH,
                name -> name.equals(header) ? List.of(value, value) : List.of(signed().get(name)),
                () -> BODY);

        assertThat(fault(without)).hasValue(fault);
        assertThat(faultWith(header, "")).hasValue(fault);
        assertThat(check.fault(twice)).hasValue(fault);
        assertThat(fault.message()).isEqualTo(message);
        assertThat(noted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-timestamp, -1, TIMESTAMP",
        "x-timestamp, 17e11, TIMESTAMP",
        "x-timestamp, 1771928400000000000000, TIMESTAMP",
        "x-timestamp, ١٧٧١٩٢٨٤٠٠٠٠٠, TIMESTAMP",
        "x-timestamp, 2026-02-24T10:20:00Z, TIMESTAMP",
        "x-nonce, two words, NONCE",
        "x-nonce, with:colon, NONCE",
        "x-nonce, ünïcode, NONCE",
        "x-signature-version, v2, VERSION",
        "x-signature-version, V1, VERSION",
        "x-signature-version, 1, VERSION",
        "x-signature, c207121a, SIGNATURE",
        "x-signature, zz07121ad09b636453e2e14b2b8cf9117524048cd3b839880a255024cc0cceb4, SIGNATURE"
    })
    void malformedHeadersAreNamed(String header, String value, SignatureFault fault) {
        assertThat(faultWith(header, value)).hasValue(fault);
        assertThat(noted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "128, true", "129, false"})
    void aNonceHasBounds(int length, boolean taken) {
        Map<String, String> headers = SIGNER.headers("POST", PATH, NOW, "n".repeat(length), BODY);

        assertThat(fault(headers)).isEqualTo(taken ? Optional.empty() : Optional.of(SignatureFault.NONCE));
    }

    @ParameterizedTest
    @CsvSource({
        "-300001, false",
        "-300000, true",
        "-299999, true",
        "299999, true",
        "300000, true",
        "300001, false",
        "-1771928400000, false",
        "900000000000, false"
    })
    void fiveMinutesOffCountBothWays(long off, boolean taken) {
        Map<String, String> headers = SIGNER.headers("POST", PATH, NOW + off, NONCE, BODY);

        assertThat(fault(headers)).isEqualTo(taken ? Optional.empty() : Optional.of(SignatureFault.SKEW));
        assertThat(noted).hasSize(taken ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/support/request-support",
        "post, /api/v1/support/request-support",
        "POST, /api/v1/support/ticket/add-message",
        "POST, /api/v1/support/request-support/",
        "POST, /api/v1/support/request%2Dsupport"
    })
    void aSignatureIsForOneMethodAndPath(String method, String path) {
        assertThat(check.fault(call(method, path, signed(), BODY))).hasValue(SignatureFault.MISMATCH);
        assertThat(noted).isEmpty();
    }

    @Test
    void aSignatureIsForOneBody() {
        byte[] changed = BODY.clone();
        changed[changed.length - 3] ^= 1;

        assertThat(check.fault(call("POST", PATH, signed(), changed))).hasValue(SignatureFault.MISMATCH);
        assertThat(check.fault(call("POST", PATH, signed(), NOTHING))).hasValue(SignatureFault.MISMATCH);
        assertThat(fault(signed())).isEmpty();
    }

    @Test
    void whatIsSignedCanNotBeChanged() {
        assertThat(faultWith("x-timestamp", Long.toString(NOW + 1))).hasValue(SignatureFault.MISMATCH);
        assertThat(faultWith("x-nonce", "another-nonce")).hasValue(SignatureFault.MISMATCH);
        assertThat(fault(new RequestSigner("another-signing-key-0123456789abcdef")
                        .headers("POST", PATH, NOW, NONCE, BODY)))
                .hasValue(SignatureFault.MISMATCH);
        assertThat(noted).isEmpty();
    }

    @Test
    void everyWrongBitOfASignatureIsSeen() {
        String right = SIGNER.signature("POST", PATH, Long.toString(NOW), NONCE, BODY);
        for (int i = 0; i < right.length(); i++) {
            char changed = Character.forDigit(Character.digit(right.charAt(i), 16) ^ 1, 16);
            assertThat(faultWith("x-signature", right.substring(0, i) + changed + right.substring(i + 1)))
                    .hasValue(SignatureFault.MISMATCH);
        }
    }

    @Test
    void aNonceWorksOnceWhateverItComesWith() {
        assertThat(fault(signed())).isEmpty();
        assertThat(fault(signed())).hasValue(SignatureFault.REPLAY);
        assertThat(check.fault(call(
                        "GET",
                        "/api/v1/support/ticket",
                        SIGNER.headers("GET", "/api/v1/support/ticket", NOW, NONCE, NOTHING),
                        NOTHING)))
                .hasValue(SignatureFault.REPLAY);
    }

    @Test
    void aForgerCanNotUseUpTheNonceOfAnother() {
        assertThat(faultWith("x-signature", "0".repeat(64))).hasValue(SignatureFault.MISMATCH);
        assertThat(fault(signed())).isEmpty();
    }

    @Test
    void theBodyIsNotReadForHeadersThatAreNotWorthIt() {
        Map<String, String> late = SIGNER.headers("POST", PATH, NOW - 400_000, NONCE, BODY);
        SignedCall call = new SignedCall("POST", PATH, name -> List.of(late.getOrDefault(name, "")), () -> {
            throw new AssertionError("read");
        });

        assertThat(check.fault(call)).hasValue(SignatureFault.SKEW);
    }

    private static Settings settings(String signature, String key) {
        Map<String, String> all = new HashMap<>();
        all.put("security-headers.signature", signature);
        all.put("security-headers.signing-key", key);
        return new Settings(Config.just(ConfigSources.create(all)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "changeme-0123456789abcdef0123456789"
            })
    void aServiceDoesNotStartWithAWeakKey(String weak) {
        assertThatThrownBy(() -> SigningKey.from(settings("required", weak)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("security-headers.signing-key")
                .hasMessageNotContaining(weak.isEmpty() ? "\0" : weak);
        assertThat(SigningKey.from(settings("off", weak))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "true", "Required", "optional"})
    void anyOtherWordForTheSwitchKeepsTheServiceFromStarting(String word) {
        assertThatThrownBy(() -> SigningKey.from(settings(word, SIGNER.key())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("security-headers.signature");
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(SigningKey.from(settings("required", SIGNER.key())).getFirst())
                .hasToString("SigningKey[hidden]");
    }
}
