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
