package com.smipay.support.kit.text;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Phone numbers as people write them, and as they are stored (`decisions.md` 7).
///
/// Which numbers there are, libphonenumber knows. What it would make of a text around a number is decided here: it
/// takes letters for digits (`0803CALLNOW`), stops at what may be a second number or an extension, and passes over
/// what it does not know in front of one. Nobody who types that means it.
public final class PhoneNumbers {
    private static final String DEFAULT_REGION = "NG";
    private static final String COUNTRY_CODE = "234";

    /// What is known not to be a number is kept with this behind it, which no number has.
    private static final String UNVERIFIED = " (unverified)";

    private static final int MAX_TOLD = 64;
    private static final int MAX_TEXT = 250;
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    /// In brackets behind a number: `(WhatsApp)`.
    private static final Pattern LABEL = Pattern.compile(" *[(\\[][^()\\[\\]0-9]*\\p{L}[^()\\[\\]0-9]*[)\\]] *$");

    private static final Pattern SCHEME = Pattern.compile("^ *tel: *");
    private static final Pattern AROUND = Pattern.compile("^[^0-9+(\\p{L}]+|[^0-9)\\p{L}]+$");
    private static final Pattern ONE_NUMBER = Pattern.compile("[-0-9 ()\\[\\]._/+]+");
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}]");

    private PhoneNumbers() {}

    /// E.164, for every spelling of one valid number, Nigeria being the default region.
    public static Optional<String> e164(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        String number = LABEL.matcher(FoldedText.of(text)).replaceFirst("");
        number = SCHEME.matcher(number).replaceFirst("");
        number = AROUND.matcher(number).replaceAll("");
        if (!ONE_NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        String digits = number.replaceAll("[^0-9+]", "");
        if (digits.lastIndexOf('+') > 0) {
            return Optional.empty();
        }
        return spellings(digits).stream()
                .map(PhoneNumbers::known)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// A number that somebody told another system: E.164 where it is one, else as it was told and marked, so that an
    /// agent can still make something of it. Null where nothing was told.
    public static Optional<String> told(String text) {
        Optional<String> number = e164(text);
        if (number.isPresent()) {
            return number;
        }
        Matcher unsafe = UNSAFE.matcher(text);
        String shown = unsafe.replaceAll("").strip();
        if (FoldedText.of(shown).isBlank()) {
            return Optional.empty();
        }
        int end = shown.offsetByCodePoints(0, Math.min(MAX_TOLD, shown.codePointCount(0, shown.length())));
        return Optional.of(shown.substring(0, end).strip() + UNVERIFIED);
    }

    /// As libphonenumber has to read it, the likeliest first: people dial abroad by `009` as well as `00`, put a plus
    /// before the zero of their own country, and write the country's code twice.
    private static Set<String> spellings(String digits) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(digits);
        String bare = digits.startsWith("+") ? digits.substring(1) : digits;
        for (String abroad : new String[] {"009", "00"}) {
            if (bare.startsWith(abroad)) {
                spellings.add("+" + bare.substring(abroad.length()));
            }
        }
        if (bare.startsWith("0")) {
            spellings.add(bare);
        }
        String national = bare.replaceFirst("^0*", "");
        if (national.startsWith(COUNTRY_CODE)) {
            spellings.add("+" + national);
            if (national.startsWith(COUNTRY_CODE + COUNTRY_CODE)) {
                spellings.add("+" + national.substring(COUNTRY_CODE.length()));
            }
        }
        return spellings;
    }

    private static Optional<String> known(String spelling) {
        try {
            PhoneNumber number = LIBRARY.parse(spelling, DEFAULT_REGION);
            return LIBRARY.isValidNumber(number)
                    ? Optional.of(LIBRARY.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
