package com.smipay.support.contracts.event;

/// The beginning of a message, for lists, badges and notifications: one rule for every service that shows it
/// (`decisions.md` 37, 62).
public final class Preview {
    private static final int CODE_POINTS = 100;
    private static final int NEXT_LINE = 0x85;

    private Preview() {}

    /// The first 100 code points of the text, without the white space around it and with each run of white space in
    /// it made one blank; no ellipsis, and never half of a surrogate pair. White space is what Unicode calls so,
    /// the no-break spaces and the line ends of every system among them.
    public static String of(String text) {
        StringBuilder preview = new StringBuilder(CODE_POINTS);
        int count = 0;
        boolean blank = false;
        for (int i = 0; i < text.length() && count < CODE_POINTS; ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isWhiteSpace(codePoint)) {
                blank = count > 0;
                continue;
            }
            if (blank) {
                preview.append(' ');
                count++;
                blank = false;
            }
            if (count < CODE_POINTS) {
                preview.appendCodePoint(codePoint);
                count++;
            }
        }
        return preview.toString();
    }

    private static boolean isWhiteSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }
}
