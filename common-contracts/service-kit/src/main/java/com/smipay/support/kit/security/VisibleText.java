package com.smipay.support.kit.security;

/// Text that can be seen whole: no white space, no control or format characters, no halves of surrogate pairs.
final class VisibleText {
    private VisibleText() {}

    /// @param max in code points
    static boolean isVisible(String text, int max) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= max
                && text.codePoints().allMatch(VisibleText::isVisible);
    }

    /// The text with everything that can't be seen turned into single spaces, none of them at the ends; at most
    /// `max` code points.
    static String shown(String text, int max) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().map(c -> isVisible(c) || isJoiner(c) ? c : ' ').forEach(shown::appendCodePoint);
        String tidy = shown.toString().strip().replaceAll(" {2,}", " ");
        int length = tidy.codePointCount(0, tidy.length());
        return length <= max
                ? tidy
                : tidy.substring(0, tidy.offsetByCodePoints(0, max)).strip();
    }

    /// Some scripts and emoji need them within a name.
    private static boolean isJoiner(int codePoint) {
        return codePoint == 0x200C || codePoint == 0x200D;
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
