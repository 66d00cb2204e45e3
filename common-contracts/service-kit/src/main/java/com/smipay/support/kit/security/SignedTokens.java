package com.smipay.support.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// Tokens that were found rightly signed lately: a phone sends the same one with each call, and need not have it read
/// and its signature checked each time. Only that is remembered, under the key that it was checked with. Whether the
/// key still counts, and what the claims say at this time, is looked at anew (`decisions.md` 14). Safe for all threads.
///
/// A token is looked for by its SHA-256, so that how long a look takes tells nothing about those that are known.
final class SignedTokens {
    /// A kilobyte or two each.
    static final int MOST_REMEMBERED = 1_000;

    /// @param key that it is signed with
    record Signed(CompactToken token, SignatureKey key) {}

    private final Cache<ByteBuffer, Signed> tokens = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    @Nullable Signed find(ByteBuffer digest) {
        return tokens.getIfPresent(digest);
    }

    void remember(ByteBuffer digest, Signed signed) {
        tokens.put(digest, signed);
    }

    /// What a token is known by here.
    static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
