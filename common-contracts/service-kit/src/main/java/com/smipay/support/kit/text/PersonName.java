package com.smipay.support.kit.text;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What to call a person of whom perhaps only half the name is known.
public final class PersonName {
    private PersonName() {}

    /// Null where neither part is known.
    public static @Nullable String of(@Nullable String first, @Nullable String last) {
        String joined = Stream.of(first == null ? "" : first, last == null ? "" : last)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return joined.isEmpty() ? null : joined;
    }
}
