package com.smipay.support.kit.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tokens that were found rightly signed lately: a phone sends the same one with each call, and need not have it read
/// and its signature checked each time. Only that is remembered, under the key that it was checked with. Whether the
/// key still counts, and what the claims say at this time, is looked at anew (`decisions.md` 14). Safe for all threads.
///
/// A token is looked for by its SHA-256, so that how long a look takes tells nothing about those that are known.
final class SignedTokens {
    /// A kilobyte or two each.
    static final int MOST_REMEMBERED = 1_000;

    private static final float LOAD_FACTOR = 0.75f;

    /// @param key that it is signed with
    record Signed(CompactToken token, SignatureKey key) {}

    private final Map<ByteBuffer, Signed> tokens = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Signed> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    synchronized @Nullable Signed find(ByteBuffer digest) {
        return tokens.get(digest);
    }

    synchronized void remember(ByteBuffer digest, Signed signed) {
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
