package com.smipay.support.kit.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The one way to read a text for comparing (`decisions.md` 50): what people write in several ways, and mean as one,
/// becomes one. Compatible forms are one form, letters have no case and no diacritics, quotes, dashes, digits and white
/// space are the plain ones of ASCII, a run of white space is one blank, and what is invisible is gone. Never to be
/// shown or stored in the place of what was sent.
///
/// Diacritics go where a letter is known by its name without them: of Latin, Greek, Cyrillic, Hebrew and Arabic script,
/// letters with strokes and hooks (`ø`, Hausa's `ɗ`) among them. The vowel signs of other scripts are letters, and
/// stay.
///
/// Folding twice changes nothing more. No control character is left. Pure.
public final class FoldedText {
    private static final Set<UnicodeScript> MARKED_SCRIPTS = EnumSet.of(
            UnicodeScript.INHERITED,
            UnicodeScript.COMMON,
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC);

    /// What no normal form takes apart, in lower case.
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            letter('ß', "ss"),
            letter('æ', "ae"),
            letter('œ', "oe"),
            letter('ø', "o"),
            letter('đ', "d"),
            letter('ð', "d"),
            letter('þ', "th"),
            letter('ħ', "h"),
            letter('ı', "i"),
            letter('ł', "l"),
            letter('ŋ', "n"),
            letter('ŧ', "t"),
            letter('ɓ', "b"),
            letter('ɗ', "d"),
            letter('ɖ', "d"),
            letter('ƙ', "k"),
            letter('ƴ', "y"),
            letter('ɛ', "e"),
            letter('ǝ', "e"),
            letter('ə', "e"),
            letter('ɔ', "o"),
            letter('ɣ', "g"),
            letter('ƒ', "f"),
            letter('ʋ', "v"));

    private static final String APOSTROPHES = "'`´‘’‚‛′‵ʹʻʼʽˈ՚׳Ꞌꞌʾʿˊˋ῾᾽᾿´`";

    private static final String QUOTES = "\"“”„‟″‶〝〞〟«»״ʺ˝";

    /// Besides the category of dashes.
    private static final String DASHES = "-−⁃˗➖";

    private FoldedText() {}

    public static String of(String text) {
        int plain = plainPrefix(text);
        if (plain == text.length()) {
            return text;
        }
        StringBuilder folded = new StringBuilder(text.length() + 8);
        folded.append(text, 0, plain);
        String rest = text.substring(plain);
        if (isAscii(rest)) {
            rest.chars().forEach(c -> append(folded, c));
            return folded.toString();
        }
        // Accents that stand alone are made of a blank and a mark, so they are looked at before they are taken apart.
        StringBuilder quoted = new StringBuilder(rest.length());
        rest.codePoints().map(FoldedText::plainQuote).forEach(quoted::appendCodePoint);
        Normalizer.normalize(quoted, Normalizer.Form.NFKD).codePoints().forEach(c -> append(folded, c));
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /// How much of the beginning stands as it is, which is all of it for most of what is written.
    private static int plainPrefix(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean second = c == ' ' && i > 0 && text.charAt(i - 1) == ' ';
            if (c < ' ' || c > '~' || (c >= 'A' && c <= 'Z') || c == '`' || second) {
                return i;
            }
            i++;
        }
        return i;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '\u007F') {
                return false;
            }
        }
        return true;
    }

    private static int plainQuote(int codePoint) {
        if (codePoint > '\u007F' || codePoint == '`') {
            return APOSTROPHES.indexOf(codePoint) >= 0 ? '\'' : QUOTES.indexOf(codePoint) >= 0 ? '"' : codePoint;
        }
        return codePoint;
    }

    private static void append(StringBuilder folded, int codePoint) {
        if (isBlank(codePoint)) {
            if (folded.isEmpty() || folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        } else if (codePoint <= '~') {
            folded.append((char) Character.toLowerCase(plainQuote(codePoint)));
        } else if (!isInvisible(codePoint) && !isDiacritic(codePoint)) {
            appendVisible(folded, codePoint);
        }
    }

    private static void appendVisible(StringBuilder folded, int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.DASH_PUNCTUATION || DASHES.indexOf(codePoint) >= 0) {
            folded.append('-');
        } else if (type == Character.DECIMAL_DIGIT_NUMBER) {
            folded.append(Character.digit(codePoint, 10));
        } else {
            // First up, then down: several letters in lower case have one in upper case, as the two sigmas.
            int letter = Character.toLowerCase(Character.toUpperCase(plainQuote(codePoint)));
            String plain = LETTERS.get(letter);
            if (plain == null) {
                folded.appendCodePoint(letter);
            } else {
                folded.append(plain);
            }
        }
    }

    private static boolean isBlank(int codePoint) {
        return Character.isISOControl(codePoint) || Character.isSpaceChar(codePoint) || codePoint == '\u2800';
    }

    /// Format characters, halves of what is no character, and letters that are made to show nothing.
    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.SURROGATE -> true;
            default ->
                switch (codePoint) {
                    case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u17B4', '\u17B5' -> true;
                    default -> false;
                };
        };
    }

    private static boolean isDiacritic(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
                MARKED_SCRIPTS.contains(UnicodeScript.of(codePoint))
                        || (codePoint >= '\u180B' && codePoint <= '\u180F');
            default -> false;
        };
    }

    private static Map.Entry<Integer, String> letter(char letter, String plain) {
        return Map.entry((int) letter, plain);
    }
}
