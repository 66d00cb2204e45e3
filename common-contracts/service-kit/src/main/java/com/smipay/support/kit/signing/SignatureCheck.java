package com.smipay.support.kit.signing;

import com.smipay.support.contracts.http.Headers;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Whether a request was signed with a key, lately, and for the first time (`decisions.md` 10). Safe for all threads.
public final class SignatureCheck {
    /// Both ways, the ends included.
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}");

    /// Visible, and without the separator of the signed text, so that this text has one reading only.
    private static final Pattern NONCE = Pattern.compile("[\\x21-\\x39\\x3B-\\x7E]{1,128}");

    private static final Pattern VERSION = Pattern.compile("v1");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final List<SigningKey> keys;
    private final InstantSource clock;
    private final Predicate<String> firstUse;

    /// @param keys any of which may have signed
    /// @param firstUse notes a nonce, and says whether nobody noted it before
    public SignatureCheck(List<SigningKey> keys, InstantSource clock, Predicate<String> firstUse) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
        this.firstUse = firstUse;
    }

    /// @return what is wrong; empty where nothing is
    public Optional<SignatureFault> fault(SignedCall call) {
        String timestamp = only(call, Headers.TIMESTAMP);
        String nonce = only(call, Headers.NONCE);
        String signature = only(call, Headers.SIGNATURE);
        if (!MILLISECONDS.matcher(timestamp).matches()) {
            return Optional.of(SignatureFault.TIMESTAMP);
        }
        if (!NONCE.matcher(nonce).matches()) {
            return Optional.of(SignatureFault.NONCE);
        }
        if (!VERSION.matcher(only(call, Headers.SIGNATURE_VERSION)).matches()) {
            return Optional.of(SignatureFault.VERSION);
        }
        if (!SHA_256.matcher(signature).matches()) {
            return Optional.of(SignatureFault.SIGNATURE);
        }
        if (Math.abs(clock.millis() - Long.parseLong(timestamp)) > SKEW.toMillis()) {
            return Optional.of(SignatureFault.SKEW);
        }
        byte[] given = HexFormat.of().parseHex(signature);
        byte[] body = call.body().get();
        if (keys.stream()
                .noneMatch(key -> MessageDigest.isEqual(
                        key.signature(call.method(), call.path(), timestamp, nonce, body), given))) {
            return Optional.of(SignatureFault.MISMATCH);
        }
        return firstUse.test(nonce) ? Optional.empty() : Optional.of(SignatureFault.REPLAY);
    }

    /// A header that comes twice is as good as none: who reads the first and who reads the last must not differ.
    private static String only(SignedCall call, String name) {
        List<String> lines = call.header().apply(name);
        return lines.size() == 1 ? lines.getFirst() : "";
    }
}
