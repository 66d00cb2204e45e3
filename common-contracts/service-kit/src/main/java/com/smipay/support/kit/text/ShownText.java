package com.smipay.support.kit.text;

import org.jspecify.annotations.Nullable;

/// Names as they are kept and shown, wherever they come from: tokens and identity topics alike (`decisions.md` 49).
/// What changes how the text around it reads, or can't be seen, is taken out: control characters, format and
/// bidirectional marks, fillers, halves of surrogate pairs. White space of any kind becomes one plain space, none of it
/// at the ends. Pure.
public final class ShownText {
    /// In code points; what is beyond is cut off.
    public static final int MAX_NAME = 200;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private ShownText() {}

    /// Null where there is no name, or nothing of it is left.
    public static @Nullable String name(@Nullable String text) {
        return text == null ? null : shown(text, MAX_NAME);
    }

    /// The same for other texts about a person that are kept for show.
    ///
    /// @param max in code points; what is beyond is cut off
    /// @return null where nothing is left
    public static @Nullable String shown(String text, int max) {
        StringBuilder shown = new StringBuilder(text.length());
        int length = 0;
        boolean blank = false;
        boolean seen = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            if (isBlank(codePoint)) {
                blank = length > 0;
            } else if (!isTakenOut(codePoint)) {
                length += blank ? 2 : 1;
                if (length > max) {
                    break;
                }
                if (blank) {
                    shown.append(' ');
                }
                shown.appendCodePoint(codePoint);
                blank = false;
                seen |= !joins(codePoint);
            }
        }
        return seen ? shown.toString() : null;
    }

    /// Some scripts and emoji need what joins within a name; alone it shows nothing.
    private static boolean joins(int codePoint) {
        return codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER || isVariationSelector(codePoint);
    }

    private static boolean isVariationSelector(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0F;
    }

    private static boolean isBlank(int codePoint) {
        return switch (codePoint) {
            // The line ends and tabs among the controls, and the empty pattern of Braille.
            case '\t', '\n', 0x0B, '\f', '\r', 0x85, 0x2800 -> true;
            default ->
                switch (Character.getType(codePoint)) {
                    case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
        };
    }

    private static boolean isTakenOut(int codePoint) {
        return switch (codePoint) {
            case ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER -> false;
            // Fillers: letters to Unicode, nothing to the eye.
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0 -> true;
            default ->
                switch (Character.getType(codePoint)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
                    default -> false;
                };
        };
    }
}
