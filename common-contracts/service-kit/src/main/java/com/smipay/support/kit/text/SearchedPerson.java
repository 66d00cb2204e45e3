package com.smipay.support.kit.text;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What searches for a person look through, folded (`decisions.md` 50). Folding leaves no control characters, so what
/// stands between fields is never searched for, and no search matches across two of them. Pure.
public final class SearchedPerson {
    private static final String BETWEEN_FIELDS = "\u0001";

    private SearchedPerson() {}

    /// Empty where nothing is known. Names in either order; a tag always with its `@`, so that it is found with and
    /// without.
    public static String of(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phoneNumber,
            @Nullable String smipayTag) {
        String first = folded(firstName);
        String last = folded(lastName);
        String phone = phoneNumber == null ? "" : PhoneNumbers.e164(phoneNumber).orElseGet(() -> folded(phoneNumber));
        String tag = folded(smipayTag).replaceFirst("^@+", "");
        return Stream.of(
                        (first + " " + last).strip(),
                        first.isEmpty() || last.isEmpty() ? "" : last + " " + first,
                        folded(email),
                        phone,
                        tag.isEmpty() ? "" : "@" + tag)
                .filter(field -> !field.isEmpty())
                .collect(Collectors.joining(BETWEEN_FIELDS));
    }

    private static String folded(@Nullable String text) {
        return text == null ? "" : FoldedText.of(text).strip();
    }
}
