package com.smipay.support.kit.text;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// UUIDs as callers write them, in whatever case: compared, stored and shown in lower case (`decisions.md` 53).
/// Stricter than [UUID#fromString], which takes shortened ones too. Pure.
public final class Uuids {
    private static final Pattern SHAPE = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Uuids() {}

    /// Whether the text is a UUID in its usual form of 36 characters.
    public static boolean isOne(String text) {
        return text.length() == 36 && SHAPE.matcher(text).matches();
    }

    /// Empty for what is no UUID.
    public static Optional<UUID> parse(String text) {
        return isOne(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /// An id that may be a UUID, as the ids of accounts are: one is given back in lower case, anything else as it is.
    public static String normal(String id) {
        return isOne(id) ? id.toLowerCase(Locale.ROOT) : id;
    }

    /// The same, where there may be none.
    public static @Nullable String normalOrNull(@Nullable String id) {
        return id == null ? null : normal(id);
    }
}
