package com.smipay.support.kit.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The key by which the services know each other on `/internal/*`. Immutable, safe for all threads.
public final class ServiceCredential {
    private static final String SETTING = "internal.service-key";

    private final String headerValue;
    private final byte[] hash;

    /// @throws IllegalStateException when the key is weak (see {@link Secrets#requireStrong})
    public ServiceCredential(String key) {
        this.headerValue = "Bearer " + Secrets.requireStrong(SETTING, key);
        this.hash = sha256(headerValue);
    }

    /// What a service sends as `Authorization`.
    public String headerValue() {
        return headerValue;
    }

    /// Takes the same time for every wrong value: hashes of equal length are compared, so not even the key's length
    /// shows.
    ///
    /// @param authorization the header as it came; null where there was none
    public boolean matches(@Nullable String authorization) {
        return MessageDigest.isEqual(hash, sha256(authorization == null ? "" : authorization));
    }

    @Override
    public String toString() {
        return "ServiceCredential[hidden]";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
