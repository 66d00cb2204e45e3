package com.smipay.support.local.token;

import com.smipay.support.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A signed token: HS256.
///
/// @param claims as they stand in the payload; times in seconds since the epoch
/// @param namesItsKey whether it carries the key id `local`, which most signers' tokens don't
public record LocalToken(Map<String, Object> claims, boolean namesItsKey) {
    private static final Map<String, Object> HEADER = Map.of("alg", "HS256", "typ", "JWT");
    private static final Map<String, Object> HEADER_WITH_KEY = Map.of("alg", "HS256", "typ", "JWT", "kid", "local");
    private static final String HMAC = "HmacSHA256";

    /// With the key id `local`.
    public LocalToken(Map<String, Object> claims) {
        this(claims, true);
    }

    /// Of somebody who has an account.
    ///
    /// @param role `user` or `admin`
    /// @param life how long it is taken from now on
    public static LocalToken of(String id, String email, String name, String role, Duration life) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", id);
        claims.put("email", email);
        claims.put("name", name);
        claims.put("role", role);
        claims.put("iat", now);
        claims.put("exp", now + life.toSeconds());
        return new LocalToken(claims);
    }

    /// @param secret the text of the secret file, itself the key
    public String sign(String secret) {
        String content = part(namesItsKey ? HEADER_WITH_KEY : HEADER) + "." + part(claims);
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + HMAC, e);
        }
    }

    private static String part(Map<String, Object> values) {
        return base64(Json.mapper().valueToTree(values).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
