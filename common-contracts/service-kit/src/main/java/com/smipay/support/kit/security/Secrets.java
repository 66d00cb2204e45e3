package com.smipay.support.kit.security;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a shared secret must be before a service starts with it.
public final class Secrets {
    /// The output size of HMAC-SHA256: a shorter key would be the weakest link (RFC 7518 §3.2).
    public static final int MIN_BYTES = 32;

    private static final int MIN_DISTINCT_CHARACTERS = 8;
    private static final int MAX_REPEATED_LENGTH = 16;
    private static final int MIN_DISTINCT_STEPS = 4;
    private static final List<String> PLACEHOLDERS =
            List.of("changeme", "change-me", "change_me", "placeholder", "your-secret", "your_secret", "password");

    private Secrets() {}

    /// @param setting the key of the setting, for the message
    /// @return the secret, as it was given
    /// @throws IllegalStateException when the secret is short or can be guessed; names the setting, never the value
    public static String requireStrong(String setting, String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
            throw new IllegalStateException(setting + " must be at least " + MIN_BYTES + " bytes");
        }
        if (isTrivial(secret)) {
            throw new IllegalStateException(setting + " is too easy to guess: use random bytes");
        }
        return secret;
    }

    private static boolean isTrivial(String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        return secret.chars().distinct().count() < MIN_DISTINCT_CHARACTERS
                || PLACEHOLDERS.stream().anyMatch(lower::contains)
                || isOneShortPieceRepeated(secret)
                || isRun(secret);
    }

    private static boolean isOneShortPieceRepeated(String secret) {
        return IntStream.rangeClosed(1, Math.min(MAX_REPEATED_LENGTH, secret.length() / 2))
                .anyMatch(period -> secret.startsWith(secret.substring(period)));
    }

    /// `abcdef…` and the like: nearly every character is the same step away from the one before.
    private static boolean isRun(String secret) {
        return IntStream.range(1, secret.length())
                        .map(i -> secret.charAt(i) - secret.charAt(i - 1))
                        .distinct()
                        .count()
                < MIN_DISTINCT_STEPS;
    }
}
