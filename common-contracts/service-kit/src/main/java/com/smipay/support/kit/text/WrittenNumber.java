package com.smipay.support.kit.text;

/// A reference number as people write it (`decisions.md` 52). Pure.
public final class WrittenNumber {
    private WrittenNumber() {}

    /// Without the blanks and line ends around it, and without the `#` that many put before a number.
    public static String plain(String text) {
        String number = BlankText.strip(text);
        return number.startsWith("#") ? BlankText.strip(number.substring(1)) : number;
    }
}
