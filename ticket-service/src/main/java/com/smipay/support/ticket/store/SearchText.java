package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import java.util.Map;

/// What is searched for: inside of texts by trigrams, or, with fewer characters than a trigram has, at the beginnings
/// of numbers and emails (`architecture.md`, Scale).
///
/// @param text in lower case, not empty
record SearchText(String text) {
    private static final int TRIGRAM = 3;

    /// Greater than everything that may follow a beginning.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private static final String BEGINS_EVERY_NUMBER = """
            select coalesce(min(number_key) >= :low and max(number_key) < :high, false) as every from ticket_origin
            """;

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

    /// Whether every ticket matches by its number, as `SMI` does: two looks into an index save one at all tickets.
    boolean beginsEveryNumber(Statements statements) {
        return statements
                .queryOne(BEGINS_EVERY_NUMBER, Map.of("low", low(), "high", high()), row -> row.flag("every"))
                .orElse(false);
    }
}
