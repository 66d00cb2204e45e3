package com.smipay.support.kit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a search means where it reads as a phone number, or as the beginning or the end of one, in any Nigerian
/// spelling (`decisions.md` 50). Numbers are stored as E.164.
///
/// @param beginnings of E.164 numbers
/// @param inside digits that stand somewhere in a number
public record PhoneSearch(List<String> beginnings, String inside) {
    private static final String COUNTRY = "+234";
    private static final int FEWEST_DIGITS = 3;

    /// With anything between them, fewer may as well be a part of an amount or a date.
    private static final int FEWEST_SPACED_DIGITS = 4;

    private static final Pattern NUMBER = Pattern.compile("[(\\[]?\\+?[-0-9 ()\\[\\]._/]+");

    /// @param text folded
    /// @return empty where no part of a phone number looks so
    public static Optional<PhoneSearch> of(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        Optional<String> whole = PhoneNumbers.e164(text);
        if (whole.isPresent()) {
            return Optional.of(new PhoneSearch(List.of(whole.get()), whole.get().substring(1)));
        }
        int fewest = digits.equals(text) ? FEWEST_DIGITS : FEWEST_SPACED_DIGITS;
        if (digits.length() < fewest || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        List<String> beginnings = new ArrayList<>();
        for (String abroad : List.of("009", "00")) {
            if (digits.startsWith(abroad) && digits.length() > abroad.length()) {
                beginnings.add(international(digits.substring(abroad.length())));
            }
        }
        if (beginnings.isEmpty() && digits.startsWith("0")) {
            beginnings.add(COUNTRY + digits.substring(1));
        } else if (beginnings.isEmpty() && (text.indexOf('+') >= 0 || ("+" + digits).startsWith(COUNTRY))) {
            beginnings.add(international(digits));
        }
        return Optional.of(new PhoneSearch(List.copyOf(beginnings), digits));
    }

    /// The zero of the own country, or its code once more, may stand behind its code.
    private static String international(String digits) {
        String number = "+" + digits;
        if (!number.startsWith(COUNTRY)) {
            return number;
        }
        String rest = number.substring(COUNTRY.length());
        String code = COUNTRY.substring(1);
        if (rest.startsWith(code) && rest.length() > code.length()) {
            rest = rest.substring(code.length());
        }
        return COUNTRY + (rest.startsWith("0") ? rest.substring(1) : rest);
    }
}
