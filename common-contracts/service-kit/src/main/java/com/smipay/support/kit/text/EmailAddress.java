package com.smipay.support.kit.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An email address as it is typed, compared and stored (`decisions.md` 5, 51). Pure.
public final class EmailAddress {
    private static final int MAX_LENGTH = 254;

    /// One `@`, parts between dots that are not empty, a dot in the domain, and none of the characters that RFC 5322
    /// allows in quotes only. What else a mail server would accept is for the mail server to say.
    private static final Pattern SHAPE =
            Pattern.compile("P(?:\\.P)*+@P(?:\\.P)++".replace("P", "[^\\s@.,;:<>()\\[\\]\"\\\\]++"));

    private EmailAddress() {}

    /// Without what can't be seen at its ends, and in lower case. It need be no address.
    public static String normal(String text) {
        return BlankText.strip(text).toLowerCase(Locale.ROOT);
    }

    /// @param text as [#normal] gives it
    public static boolean isAddress(String text) {
        return text.length() <= MAX_LENGTH
                && text.codePoints().noneMatch(EmailAddress::isUnwritable)
                && SHAPE.matcher(text).matches();
    }

    /// Normal; empty for what is no address.
    public static Optional<String> parse(String text) {
        return Optional.of(normal(text)).filter(EmailAddress::isAddress);
    }

    /// Control characters, halves of pairs, and what can't be seen: two addresses that look the same are the same.
    private static boolean isUnwritable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || BlankText.isBlank(codePoint);
    }
}
