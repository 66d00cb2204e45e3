package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is searched for: inside of words, contacts and numbers, or, with fewer characters than a trigram has, at the
/// beginnings of numbers and emails (`architecture.md`, Scale).
///
/// @param text in lower case, not empty
record SearchText(String text) {
    private static final int TRIGRAM = 3;

    /// Trigrams that a larger share of texts has narrow nothing down: with nothing rarer, the index is asked for all.
    private static final double RARE = 0.02;

    /// So many of the rarest have few texts in common; each costs a look into a list of texts.
    private static final int RAREST = 3;

    /// Greater than everything that may follow a beginning.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /// What says which year's number it is, and then digits.
    private static final Pattern NUMBER = Pattern.compile("([^-]+-[0-9]{4}-)[0-9]+");

    private static final Pattern PIECE = Pattern.compile("[a-z0-9]{3}");

    /// A letter that may be none where the server's character type is `C`, so no trigram either.
    private static final Pattern OTHER_LETTER = Pattern.compile("[\\p{L}\\p{N}\\p{M}&&[^\\p{ASCII}]]");

    private static final String BEFOREHAND = """
            select coalesce(min(number_key) >= :low and max(number_key) < :high, false) as begins_every,
                   exists (select from ticket_origin where number_key >= :head and number_key < :head_high) as is_number,
                   (select string_agg(rarest.trigram, ' ')
                    from (
                        select piece.trigram
                        from unnest(string_to_array(cast(:pieces as text), ' ')) as piece (trigram)
                        left join lateral (
                            select share from common_trigram where common_trigram.trigram = piece.trigram offset 0
                        ) as common on true
                        where exists (select from common_trigram) and (common.share is null or common.share <= :rare)
                        order by coalesce(common.share, 0), piece.trigram
                        limit :rarest
                    ) as rarest) as rarest
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

    /// What is known before the search.
    ///
    /// @param rarest pieces of the text that few words have; none where there are no rare ones, or nobody knows
    record Beforehand(InNumbers inNumbers, List<String> rarest) {}

    boolean isShort() {
        return text.codePointCount(0, text.length()) < TRIGRAM;
    }

    /// Anywhere in a text; what has a meaning in patterns stands for itself.
    String pattern() {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /// As a `tsquery`: whatever begins with the text, which stands for itself.
    String ending() {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "':*";
    }

    /// What begins with the text lies from it to below [#high].
    String low() {
        return text;
    }

    String high() {
        return text + LAST;
    }

    /// A few looks into indexes, which save looking for what so many numbers, or words, have in common.
    Beforehand beforehand(Statements statements) {
        Matcher number = NUMBER.matcher(text);
        String head = number.matches() ? number.group(1) : text;
        Map<String, Object> params = Map.of(
                "low",
                low(),
                "high",
                high(),
                "head",
                head,
                "head_high",
                head + LAST,
                "pieces",
                String.join(" ", pieces()),
                "rare",
                RARE,
                "rarest",
                RAREST);
        return statements
                .queryOne(BEFOREHAND, params, row -> {
                    String rarest = row.textOrNull("rarest");
                    return new Beforehand(
                            inNumbers(row.flag("begins_every"), number.matches() && row.flag("is_number")),
                            rarest == null ? List.of() : List.of(rarest.split(" ")));
                })
                .orElseThrow(() -> new IllegalStateException("No row where there is always one"));
    }

    private static InNumbers inNumbers(boolean beginsEvery, boolean isNumber) {
        if (beginsEvery) {
            return InNumbers.EVERY;
        }
        return isNumber ? InNumbers.AT_THE_BEGINNING : InNumbers.ANYWHERE;
    }

    private List<String> pieces() {
        if (OTHER_LETTER.matcher(text).find()) {
            return List.of();
        }
        return IntStream.rangeClosed(0, text.length() - TRIGRAM)
                .mapToObj(first -> text.substring(first, first + TRIGRAM))
                .filter(piece -> PIECE.matcher(piece).matches())
                .distinct()
                .collect(Collectors.toList());
    }
}
