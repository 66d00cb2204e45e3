package com.smipay.support.kit.text;

import java.util.Optional;
import java.util.function.IntPredicate;

/// What text may look like (`decisions.md` 4, 5). Pure.
///
/// @param min of its length in code points after trimming; what nobody can see has none (`decisions.md` 51)
/// @param max likewise
public record TextRule(int min, int max) {
    /// What is wrong with a text, as a sentence; empty where nothing is.
    ///
    /// @param field by which the sentence names it
    public Optional<String> fault(String field, String text) {
        if (hasUnpairedSurrogate(text)) {
            return Optional.of(field + " contains an unpaired surrogate");
        }
        if (holds(text, TextRule::isForbiddenControl)) {
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

    /// Code points after trimming; 0 where nothing can be seen.
    static int length(String text) {
        String trimmed = BlankText.trim(text);
        return trimmed.codePointCount(0, trimmed.length());
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
