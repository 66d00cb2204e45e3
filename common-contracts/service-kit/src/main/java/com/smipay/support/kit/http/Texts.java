package com.smipay.support.kit.http;

import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.EmailAddress;
import java.util.Optional;
import java.util.function.IntPredicate;

/// What text may look like (`decisions.md` 4, 5). Pure.
public final class Texts {
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

    /// Code points after trimming; 0 where nothing can be seen (`decisions.md` 51).
    public static int length(String text) {
        String trimmed = BlankText.trim(text);
        return trimmed.codePointCount(0, trimmed.length());
    }

    /// The first `max` code points.
    public static String first(int max, String text) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }

    /// As emails are compared and stored.
    public static String email(String text) {
        return EmailAddress.normal(text);
    }

    /// @param email as [#email] gives it
    public static boolean isEmail(String email) {
        return EmailAddress.isAddress(email);
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
