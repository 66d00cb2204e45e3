package com.smipay.support.kit.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.ShownText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a token says about its person besides the id. An email decides on ownership, so one that can't be read
/// makes the token invalid; names and the phone number are for show, so what can't be read of them is left out.
final class PersonalClaims {
    private static final int MAX_EMAIL = 254;
    private static final int MAX_PHONE_NUMBER = 40;
    /// It turns into an ASCII `k` in lower case: one mailbox could pass for another.
    private static final int KELVIN_SIGN = 0x212A;

    private PersonalClaims() {}

    /// Absent and blank are readable: a person without an email.
    static boolean hasReadableEmail(JsonNode claims) {
        JsonNode claim = claims.path("email");
        if (ClaimRules.isAbsent(claim)) {
            return true;
        }
        if (!claim.isTextual()) {
            return false;
        }
        String email = BlankText.strip(claim.textValue());
        return email.isEmpty() || (VisibleText.isVisible(email, MAX_EMAIL) && email.indexOf(KELVIN_SIGN) < 0);
    }

    static Caller caller(String subject, Role role, Instant expiresAt, JsonNode claims) {
        String firstName = name(claims, "first_name");
        String lastName = name(claims, "last_name");
        String fullName = name(claims, "name");
        if (firstName == null && lastName == null && fullName != null) {
            int space = fullName.indexOf(' ');
            firstName = space < 0 ? fullName : fullName.substring(0, space);
            lastName = space < 0 ? null : fullName.substring(space + 1);
        }
        return new Caller(
                subject,
                email(claims),
                isEmailVerified(claims),
                phoneNumber(claims),
                firstName,
                lastName,
                role,
                expiresAt);
    }

    private static @Nullable String email(JsonNode claims) {
        String email = EmailAddress.normal(claims.path("email").asText(""));
        return email.isEmpty() ? null : email;
    }

    /// Absent is verified (`decisions.md` 13); present, only a plain true is.
    private static boolean isEmailVerified(JsonNode claims) {
        JsonNode claim = claims.path("email_verified");
        return ClaimRules.isAbsent(claim)
                || (claim.isBoolean() ? claim.booleanValue() : "true".equalsIgnoreCase(claim.textValue()));
    }

    /// Some signers write it as a number, which has lost its `+` or its leading zero.
    private static @Nullable String phoneNumber(JsonNode claims) {
        JsonNode claim = claims.path("phone_number");
        boolean isReadable = claim.isTextual() || claim.isIntegralNumber();
        return isReadable ? ShownText.shown(claim.asText(), MAX_PHONE_NUMBER) : null;
    }

    private static @Nullable String name(JsonNode claims, String claim) {
        return ShownText.name(claims.path(claim).textValue());
    }
}
