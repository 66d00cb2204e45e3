package com.smipay.support.kit.security;

import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.kit.text.ShownText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What tokens say of a person, as it is written down (`decisions.md` 30).
///
/// @param phoneNumber in E.164, or as told: it is shown to admins, and proves nothing
/// @param isAdmin whether the token has the admin role
public record TokenPerson(
        String id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phoneNumber,
        boolean isAdmin) {
    private static final int MAX_PHONE_NUMBER = 40;

    static TokenPerson of(Caller caller) {
        return new TokenPerson(
                caller.userId(),
                caller.firstName(),
                caller.lastName(),
                caller.email(),
                phoneNumber(caller),
                caller.isAdmin());
    }

    private static @Nullable String phoneNumber(Caller caller) {
        return Optional.ofNullable(caller.phoneNumber())
                .map(told -> PhoneNumbers.e164(told).orElse(ShownText.shown(told, MAX_PHONE_NUMBER)))
                .orElse(null);
    }
}
