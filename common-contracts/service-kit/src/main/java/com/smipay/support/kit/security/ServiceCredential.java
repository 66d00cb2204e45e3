package com.smipay.support.kit.security;

import com.smipay.support.kit.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The key by which the services know each other on `/internal/*`, and a second one that counts too while keys are
/// changed. Immutable, safe for all threads.
public final class ServiceCredential {
    private static final String SETTING = "internal.service-key";
    private static final String SECOND = "internal.service-key-second";
    private static final String BEARER = "Bearer ";

    private final String headerValue;
    private final byte[] hash;
    private final byte[] secondHash;

    public ServiceCredential(String key) {
        this(key, null);
    }

    /// @param key that this service sends, and knows others by
    /// @param second that it knows others by, too; null for none
    /// @throws IllegalStateException when a key is weak (see {@link Secrets#requireStrong})
    public ServiceCredential(String key, @Nullable String second) {
        this.headerValue = BEARER + Secrets.requireStrong(SETTING, key);
        this.hash = sha256(headerValue);
        this.secondHash = second == null ? hash : sha256(BEARER + Secrets.requireStrong(SECOND, second));
    }

    public static ServiceCredential from(Settings settings) {
        return new ServiceCredential(settings.text(SETTING), settings.optionalText(SECOND));
    }

    /// What a service sends as `Authorization`.
    public String headerValue() {
        return headerValue;
    }

    /// Takes the same time for every wrong value: hashes of equal length are compared with both keys, so not even a
    /// key's length shows.
    ///
    /// @param authorization the header as it came; null where there was none
    public boolean matches(@Nullable String authorization) {
        byte[] given = sha256(authorization == null ? "" : authorization);
        return MessageDigest.isEqual(hash, given) || MessageDigest.isEqual(secondHash, given);
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
