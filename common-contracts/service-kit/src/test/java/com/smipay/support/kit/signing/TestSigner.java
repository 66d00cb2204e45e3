package com.smipay.support.kit.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as the existing signer does, without the product's own code.
public record TestSigner(String key) {
    public static final TestSigner GOOD = new TestSigner("0123456789abcdef-signing-key-for-tests");

    /// The four headers of a signed request.
    public Map<String, String> headers(String method, String path, long millis, String nonce, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-timestamp", Long.toString(millis));
        headers.put("x-nonce", nonce);
        headers.put("x-signature-version", "v1");
        headers.put("x-signature", signature(method, path, Long.toString(millis), nonce, body));
        return headers;
    }

    public String signature(String method, String path, String timestamp, String nonce, byte[] body) {
        try {
            byte[] bodyHash = MessageDigest.getInstance("SHA-256").digest(body);
            String signed = "v1:%s:%s:%s:%s:%s"
                    .formatted(method, path, timestamp, nonce, HexFormat.of().formatHex(bodyHash));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SignedCall call(String method, String path, Map<String, String> headers, byte[] body) {
        return new SignedCall(
                method, path, name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(), () -> body);
    }
}
