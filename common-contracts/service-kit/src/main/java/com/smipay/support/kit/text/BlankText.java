package com.smipay.support.kit.text;

import java.util.function.IntPredicate;

/// What nobody can see (`decisions.md` 51). Phones, keyboards and copied pages leave such characters in what people
/// type. Pure.
public final class BlankText {
    private BlankText() {}

    /// Whether nothing in it can be seen.
    public static boolean isBlank(String text) {
        // A loop, not a stream: every text of every request comes by here (ADR 0040).
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isBlank(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Without what can't be seen at its ends: for what is compared, such as an email or a number. Not for what people
    /// read, where an emoji may end in such a character.
    public static String strip(String text) {
        return strip(text, BlankText::isBlank);
    }

    /// Without the white space at its ends, no-break spaces included; empty where nothing in it can be seen.
    public static String trim(String text) {
        String trimmed = strip(text, BlankText::isSpace);
        return isBlank(trimmed) ? "" : trimmed;
    }

    /// White space, format characters, and all else that Unicode tells a font to draw nothing for.
    public static boolean isBlank(int codePoint) {
        return isSpace(codePoint) || Character.getType(codePoint) == Character.FORMAT || isIgnorable(codePoint);
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /// What of `Default_Ignorable_Code_Point` is no format character (fillers, variation selectors, joiners of
    /// graphemes, places kept for more of them), and the Braille pattern without dots.
    private static boolean isIgnorable(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0 -> true;
            default ->
                isWithin(codePoint, 0x180B, 0x180F)
                        || isWithin(codePoint, 0xFE00, 0xFE0F)
                        || isWithin(codePoint, 0xFFF0, 0xFFF8)
                        || isWithin(codePoint, 0xE0000, 0xE0FFF);
        };
    }

    private static boolean isWithin(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }

    private static String strip(String text, IntPredicate what) {
        int start = 0;
        while (start < text.length() && what.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        int end = text.length();
        while (end > start && what.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }
}
