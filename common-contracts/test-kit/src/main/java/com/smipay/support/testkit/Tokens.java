package com.smipay.support.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs HS256 tokens as the identity system of a test would: `Tokens.with(secret).user("u-1").email("a@b.c").sign()`.
///
/// Made without the product's own code or any library, so that a test doesn't ask the judge what the law is.
///
/// @param secret what the service under test has as `jwt.hs256-secret`
public record Tokens(String secret) {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"local\",\"typ\":\"JWT\"}";

    public static Tokens with(String secret) {
        return new Tokens(secret);
    }

    /// A token of a user (`role` left out) that expires in an hour and says nothing else.
    public Draft user(String subject) {
        Draft empty = new Draft(secret, Map.of());
        return empty.claim("sub", quoted(subject)).expiresIn(LIFETIME);
    }

    /// A token in the making. Immutable: each call gives a new one, so drafts can be shared.
    ///
    /// @param claims name to value, the value as JSON
    public record Draft(String secret, Map<String, String> claims) {
        public Draft email(String email) {
            return claim("email", quoted(email));
        }

        public Draft emailVerified(boolean verified) {
            return claim("email_verified", Boolean.toString(verified));
        }

        /// The whole name, in one claim.
        public Draft name(String name) {
            return claim("name", quoted(name));
        }

        public Draft admin() {
            return claim("role", quoted("admin"));
        }

        /// @param fromNow negative for a token that is out of date
        public Draft expiresIn(Duration fromNow) {
            return expiresAt(Instant.now().plus(fromNow));
        }

        /// To the millisecond.
        public Draft expiresAt(Instant time) {
            return claim("exp", "%d.%03d".formatted(time.getEpochSecond(), time.toEpochMilli() % 1000));
        }

        /// @param json the value, already as JSON: for claims that are wrong on purpose
        public Draft claim(String name, String json) {
            Map<String, String> more = new LinkedHashMap<>(claims);
            more.put(name, json);
            return new Draft(secret, more);
        }

        /// The token, in compact form.
        public String sign() {
            String payload = claims.entrySet().stream()
                    .map(claim -> quoted(claim.getKey()) + ":" + claim.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
            String content = base64(HEADER.getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(payload.getBytes(StandardCharsets.UTF_8));
            return content + "." + base64(hmac(content));
        }

        private byte[] hmac(String content) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
