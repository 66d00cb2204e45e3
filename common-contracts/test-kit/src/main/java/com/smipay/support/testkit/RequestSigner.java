package com.smipay.support.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests as the existing signer does (`decisions.md` 10), without the product's own code, so that a test
/// doesn't ask the judge what the law is.
///
/// @param key what the service under test has as `security-headers.signing-key`
public record RequestSigner(String key) {
    /// The four headers of a signed request.
    ///
    /// @param path as in the request line, without the query
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
}
