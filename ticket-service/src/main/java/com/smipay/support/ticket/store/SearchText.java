package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.kit.text.PhoneSearch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is searched for: inside of words, contacts, people and numbers, or, with fewer characters than a trigram has,
/// at the beginnings of numbers and emails (`architecture.md`, Scale; `decisions.md` 50).
///
/// @param text folded, neither empty nor with blanks around it
/// @param unfolded in lower case, as rows have it that wait to be folded
/// @param phone what it means where it looks like a part of a phone number
public record SearchText(
        String text, String unfolded, @Nullable PhoneSearch phone) {
    private static final int TRIGRAM = 3;

    /// A text that folding made longer finds no place in what a search can hold.
    private static final int MAX = 200;

    /// So many letters and digits have a trigram between them, once there are three characters: without one, every
    /// ticket would have to be looked at.
    private static final int FEWEST_LETTERS = 2;

    /// Trigrams that a larger share of texts has narrow nothing down: with nothing rarer, the index is asked for all.
    static final double RARE = 0.02;

    /// So many of the rarest have few texts in common; each costs a look into a list of texts.
    private static final int RAREST = 3;

    /// Greater than everything that may follow a beginning.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /// What says which year's number it is, and then digits.
    private static final Pattern NUMBER = Pattern.compile("([^-]+-[0-9]{4}-)[0-9]+");

    private static final Pattern PIECE = Pattern.compile("[a-z0-9]{3}");

    /// A name of two or three words: somebody may have others in between.
    private static final Pattern NAMES = Pattern.compile("[\\p{L}\\p{M}'-]{3,}( [\\p{L}\\p{M}'-]{3,}){1,2}");

    /// A letter that may be none where the server's character type is `C`, so no trigram either.
    private static final Pattern OTHER_LETTER = Pattern.compile("[\\p{L}\\p{N}\\p{M}&&[^\\p{ASCII}]]");

    private static final String BEFOREHAND = """
            select coalesce(min(number_key) >= :low and max(number_key) < :high, false) as begins_every,
                   -- The first that may be one is read from the index, however many there are.
                   coalesce((select min(number_key) from ticket_origin where number_key >= :head) < :head_high, false)
                       as is_number,
                   exists (select from ticket_to_fold) as is_folding,
                   exists (select from common_trigram) as is_counted,
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
    /// @param isCommon whether none of its pieces is a rare one ([#RARE]): most likely many texts have it inside
    /// @param isFolding whether some rows wait to be folded
    record Beforehand(InNumbers inNumbers, List<String> rarest, boolean isCommon, boolean isFolding) {}

    /// @param text as somebody typed it
    /// @return empty where it shows nothing
    public static Optional<SearchText> of(String text) {
        String folded = FoldedText.of(text).strip();
        return folded.isEmpty()
                ? Optional.empty()
                : Optional.of(new SearchText(
                        folded,
                        text.strip().toLowerCase(Locale.ROOT),
                        PhoneSearch.of(folded).orElse(null)));
    }

    /// Whether indexes can answer it.
    public boolean isAnswerable() {
        return text.codePointCount(0, text.length()) <= MAX
                && (isShort()
                        || text.codePoints().filter(Character::isLetterOrDigit).count() >= FEWEST_LETTERS);
    }

    boolean isShort() {
        return isShort(text);
    }

    /// As ticket numbers are written in texts, `#SMI-2026-000001` too.
    String number() {
        String number = text.startsWith("#") ? text.substring(1).strip() : text;
        return number.isEmpty() ? text : number;
    }

    /// Texts that a contact, or a person, may have inside: all of one list.
    List<List<String>> inContacts() {
        return phone == null || phone.inside().equals(text)
                ? List.of(List.of(text))
                : List.of(List.of(text), List.of(phone.inside()));
    }

    /// What a phone number may begin with where the text is the beginning of one.
    List<String> phoneBeginnings() {
        return phone == null ? List.of() : phone.beginnings();
    }

    /// See [#inContacts].
    List<List<String>> inPeople() {
        Stream<List<String>> beginnings = phoneBeginnings().stream().map(List::of);
        Stream<List<String>> names =
                NAMES.matcher(text).matches() ? Stream.of(List.of(text.split(" ", -1))) : Stream.of();
        return Stream.of(inContacts().stream(), beginnings, names)
                .flatMap(texts -> texts)
                .distinct()
                .toList();
    }

    /// Whether what waits to be folded may have it in another form.
    boolean isFoldedOtherwise() {
        return !unfolded.equals(text);
    }

    /// Anywhere in a text; what has a meaning in patterns stands for itself.
    static String pattern(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /// As a `tsquery`: whatever has endings that begin with all texts of one list; each stands for itself.
    static String endings(List<List<String>> alternatives) {
        return alternatives.stream()
                .map(texts -> texts.stream()
                        .map(text -> "'" + text.replace("\\", "\\\\").replace("'", "''") + "':*")
                        .collect(Collectors.joining(" & ", "(", ")")))
                .collect(Collectors.joining(" | "));
    }

    /// What begins with the text lies from it to below this.
    static String after(String text) {
        return text + LAST;
    }

    /// A few looks into indexes, which save looking for what so many numbers, or words, have in common.
    Beforehand beforehand(Statements statements) {
        String sought = number();
        Matcher number = NUMBER.matcher(sought);
        String head = number.matches() ? number.group(1) : sought;
        List<String> pieces = pieces();
        Map<String, Object> params = Map.of(
                "low",
                sought,
                "high",
                after(sought),
                "head",
                head,
                "head_high",
                after(head),
                "pieces",
                String.join(" ", pieces),
                "rare",
                RARE,
                "rarest",
                RAREST);
        return statements
                .queryOne(BEFOREHAND, params, row -> {
                    String rarest = row.textOrNull("rarest");
                    return new Beforehand(
                            inNumbers(row.flag("begins_every"), number.matches() && row.flag("is_number")),
                            rarest == null ? List.of() : List.of(rarest.split(" ")),
                            rarest == null && row.flag("is_counted") && !pieces.isEmpty(),
                            row.flag("is_folding"));
                })
                .orElseThrow(() -> new IllegalStateException("No row where there is always one"));
    }

    private InNumbers inNumbers(boolean beginsEvery, boolean isNumber) {
        if (beginsEvery) {
            return InNumbers.EVERY;
        }
        return isNumber || isShort(number()) ? InNumbers.AT_THE_BEGINNING : InNumbers.ANYWHERE;
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

    private static boolean isShort(String text) {
        return text.codePointCount(0, text.length()) < TRIGRAM;
    }
}
