package com.smipay.support.ticket.domain;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/// Phone numbers as they are stored (`decisions.md` 7).
public final class PhoneNumbers {
    private static final String DEFAULT_REGION = "NG";
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private PhoneNumbers() {}

    /// E.164, for anything that libphonenumber reads as a valid number, Nigeria being the default region.
    public static Optional<String> e164(String text) {
        try {
            PhoneNumber number = LIBRARY.parse(text, DEFAULT_REGION);
            return LIBRARY.isValidNumber(number)
                    ? Optional.of(LIBRARY.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
