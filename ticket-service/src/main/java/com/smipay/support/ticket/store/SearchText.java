package com.smipay.support.ticket.store;

/// What is searched for, as PostgreSQL's trigram index takes it. Pure.
final class SearchText {
    private SearchText() {}

    /// Whether the index can narrow the search. One or two characters have no trigram, nor have signs alone: those
    /// match
    /// beginnings of numbers and emails only.
    static boolean hasTrigram(String text) {
        if (text.codePointCount(0, text.length()) < 3) {
            return false;
        }
        int run = 0;
        boolean afterGap = false;
        for (int c : text.codePoints().toArray()) {
            // As the server's C locale sees it: letters beyond ASCII end a word there.
            if (isWord(c)) {
                run++;
                if (run >= 3 || afterGap) {
                    return true;
                }
            } else {
                // A word of two, and the blank that is put behind it.
                if (run >= 2) {
                    return true;
                }
                run = 0;
                afterGap = true;
            }
        }
        return false;
    }

    /// Anywhere in the text; what has a meaning in patterns stands for itself.
    static String pattern(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
