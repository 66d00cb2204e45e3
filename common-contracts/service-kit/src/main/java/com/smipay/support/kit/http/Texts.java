package com.smipay.support.kit.http;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// What text may look like (`decisions.md` 4, 5). Pure.
public final class Texts {
    private static final int MAX_EMAIL = 254;

    /// One `@`, a dot in the domain, no blanks: what a mail server would accept is for the mail server to say.
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>()\"]+@[^\\s@,;<>()\"]+\\.[^\\s@,;<>()\".]+");

    private Texts() {}

    /// What is wrong with a text, as a sentence; empty where nothing is.
    public static Optional<String> fault(String field, String text, int min, int max) {
        if (hasUnpairedSurrogate(text)) {
            return Optional.of(field + " contains an unpaired surrogate");
        }
        if (holds(text, Texts::isForbiddenControl)) {
            return Optional.of(field + " contains control characters");
        }
        int length = length(text);
        if (length >= min && length <= max) {
            return Optional.empty();
        }
        return Optional.of(
                min == 0
                        ? field + " must be at most " + max + " characters"
                        : field + " must be between " + min + " and " + max + " characters");
    }

    /// Code points after trimming.
    public static int length(String text) {
        String trimmed = text.strip();
        return trimmed.codePointCount(0, trimmed.length());
    }

    /// The first `max` code points.
    public static String first(int max, String text) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }

    /// As emails are compared and stored.
    public static String email(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /// @param email trimmed and in lower case
    public static boolean isEmail(String email) {
        return email.length() <= MAX_EMAIL
                && !holds(email, Character::isISOControl)
                && !hasUnpairedSurrogate(email)
                && EMAIL.matcher(email).matches();
    }

    private static boolean isForbiddenControl(int codePoint) {
        return Character.isISOControl(codePoint) && codePoint != '\t' && codePoint != '\n' && codePoint != '\r';
    }

    private static boolean hasUnpairedSurrogate(String text) {
        return holds(text, c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /// A loop, not a stream: every text of every request comes by here several times (ADR 0040).
    private static boolean holds(String text, IntPredicate what) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (what.test(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }
}
