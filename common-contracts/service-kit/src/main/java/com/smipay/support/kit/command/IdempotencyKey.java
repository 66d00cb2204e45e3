package com.smipay.support.kit.command;

import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.security.Caller;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What makes two POSTs the same one (`decisions.md` 8): the caller, the path, the key, and the body.
///
/// @param caller `user:<id>`, or `device:<hash>` because a device id is a credential
/// @param bodyHash hex SHA-256 of the bytes received
public record IdempotencyKey(String caller, String path, String key, String bodyHash) {
    private static final HeaderName HEADER = HeaderNames.create(Headers.IDEMPOTENCY_KEY);
    private static final int MAX_LENGTH = 255;

    /// The key that a request carries, if it carries one.
    ///
    /// @throws Problem 400 when it is empty or too long
    public static Optional<IdempotencyKey> of(
            ServerRequest req, Optional<Caller> caller, String deviceId, byte[] body) {
        return req.headers().first(HEADER).map(key -> {
            if (key.isBlank() || key.length() > MAX_LENGTH) {
                throw Problem.invalid(
                        Headers.IDEMPOTENCY_KEY,
                        Headers.IDEMPOTENCY_KEY + " must be between 1 and " + MAX_LENGTH + " characters");
            }
            String who = who(caller.map(Caller::userId).orElse(null), deviceId);
            return new IdempotencyKey(who, req.path().path(), key, sha256(body));
        });
    }

    /// The key of a request that a peer took and passes on: the same one that the peer would have made of it.
    ///
    /// @param userId of the peer's caller; null without a token
    /// @param path at which the peer was called
    /// @param bodyHash hex SHA-256 of the bytes that the peer received
    public static IdempotencyKey forwarded(
            String key, @Nullable String userId, String deviceId, String path, String bodyHash) {
        return new IdempotencyKey(who(userId, deviceId), path, key, bodyHash);
    }

    private static String who(@Nullable String userId, String deviceId) {
        return userId != null ? "user:" + userId : "device:" + sha256(deviceId.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
