package com.smipay.support.kit.signing;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.security.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key under which requests are signed. Immutable, safe for all threads.
public final class SigningKey {
    private static final String SWITCH = "security-headers.signature";
    private static final String SETTING = "security-headers.signing-key";
    private static final String SECOND = "security-headers.signing-key-second";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /// @throws IllegalStateException when the key is weak (see [Secrets#requireStrong])
    public SigningKey(String key) {
        this(SETTING, key);
    }

    private SigningKey(String setting, String key) {
        this.key = new SecretKeySpec(Secrets.requireStrong(setting, key).getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /// The key, and while keys are changed a second one, where signatures are required; keys are not looked at where
    /// they are off.
    ///
    /// @return empty where they are off
    /// @throws IllegalStateException when the switch says neither, or a key is missing or weak
    public static List<SigningKey> from(Settings settings) {
        return switch (settings.text(SWITCH)) {
            case "off" -> List.of();
            case "required" ->
                Stream.concat(
                                Stream.of(new SigningKey(settings.text(SETTING))),
                                Stream.ofNullable(settings.optionalText(SECOND))
                                        .map(second -> new SigningKey(SECOND, second)))
                        .toList();
            default -> throw new IllegalStateException("Setting " + SWITCH + " must be off or required");
        };
    }

    /// HMAC-SHA256 of `v1:METHOD:path-without-query:timestamp:nonce:hex-sha256(body)`, the form of an existing signer.
    ///
    /// @param path as it stands in the request line, encoded, without the query
    /// @param body the bytes as received; none for a request without a body
    byte[] signature(String method, String path, String timestamp, String nonce, byte[] body) {
        try {
            String bodyHash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String signed = String.join(":", "v1", method, path, timestamp, nonce, bodyHash);
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256 and " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[hidden]";
    }
}
