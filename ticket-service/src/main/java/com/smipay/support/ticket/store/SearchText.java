package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is searched for: inside of texts and numbers by trigrams, or, with fewer characters than a trigram has, at the
/// beginnings of numbers and emails (`architecture.md`, Scale).
///
/// @param text in lower case, not empty
record SearchText(String text) {
    private static final int TRIGRAM = 3;

    /// Greater than everything that may follow a beginning.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /// What says which year's number it is, and then digits.
    private static final Pattern NUMBER = Pattern.compile("([^-]+-[0-9]{4}-)[0-9]+");

    private static final String NUMBERS = """
            select coalesce(min(number_key) >= :low and max(number_key) < :high, false) as begins_every,
                   exists (select from ticket_origin where number_key >= :head and number_key < :head_high) as is_number
            from ticket_origin
            """;

    /// Which tickets match by their number.
    enum InNumbers {
        /// All, as with `SMI`.
        EVERY,
        /// Those whose number begins with the text, as with `SMI-2026-00012`: no other can have it inside.
        AT_THE_BEGINNING,
        ANYWHERE
    }

    boolean isShort() {
        return text.codePointCount(0, text.length()) < TRIGRAM;
    }

    /// Anywhere in a text; what has a meaning in patterns stands for itself.
    String pattern() {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /// What begins with the text lies from it to below [#high].
    String low() {
        return text;
    }

    String high() {
        return text + LAST;
    }

    /// A few looks into an index, which save looking for what so many numbers have in common.
    InNumbers inNumbers(Statements statements) {
        Matcher number = NUMBER.matcher(text);
        String head = number.matches() ? number.group(1) : text;
        Map<String, Object> params = Map.of("low", low(), "high", high(), "head", head, "head_high", head + LAST);
        return statements
                .queryOne(NUMBERS, params, row -> {
                    if (row.flag("begins_every")) {
                        return InNumbers.EVERY;
                    }
                    return number.matches() && row.flag("is_number") ? InNumbers.AT_THE_BEGINNING : InNumbers.ANYWHERE;
                })
                .orElse(InNumbers.ANYWHERE);
    }
}
