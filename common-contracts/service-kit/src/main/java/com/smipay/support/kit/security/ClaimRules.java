package com.smipay.support.kit.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.security.Verification.Expired;
import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import com.smipay.support.kit.text.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What the claims of a rightly signed token must say (`decisions.md` 14). A claim that is null counts as absent. What
/// can't be read of a claim that decides nothing (`iat`, `role`, a name) turns nobody away.
///
/// Read here and not by Helidon's `Jwt`, which refuses a whole token over odd claims that nobody here reads
/// (`locale`, `address`), cuts times that don't fit into 64 bits, and whose validators still accept a token at the
/// second of its `exp`.
///
/// @param issuer null where any counts
/// @param audience null where any counts
/// @param adminRoles whose `role` makes an admin; anybody else is a user
record ClaimRules(@Nullable String issuer, @Nullable String audience, AdminRoles adminRoles, InstantSource clock) {
    /// How far the clock of who made the token may be from ours.
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final int MAX_SUBJECT = 128;
    /// The last second that has a year of four digits: beyond it lies no honest token.
    private static final double MAX_TIME = 253_402_300_799d;

    /// @param expirySkew how long a token is still taken after its `exp`
    Verification check(JsonNode claims, Duration expirySkew) {
        Instant now = clock.instant();
        String subject = subject(claims.path("sub"));
        if (subject == null || !VisibleText.isVisible(subject, MAX_SUBJECT)) {
            return new Invalid("sub is missing or malformed");
        }
        if (Owner.isErased(subject)) {
            return new Invalid("sub is nobody's");
        }
        if (issuer != null && !issuer.equals(claims.path("iss").textValue())) {
            return new Invalid("iss is another one");
        }
        if (audience != null && !names(claims.path("aud"), audience)) {
            return new Invalid("aud is another one");
        }
        if (!isPast(claims.path("nbf"), now)) {
            return new Invalid("nbf is malformed or in the future");
        }
        Instant issuedAt = time(claims.path("iat"));
        if (issuedAt != null && issuedAt.isAfter(now.plus(SKEW))) {
            return new Invalid("iat is in the future");
        }
        Instant expiresAt = time(claims.path("exp"));
        if (expiresAt == null) {
            return new Invalid("exp is missing or malformed");
        }
        if (!PersonalClaims.hasReadableEmail(claims)) {
            return new Invalid("email is malformed");
        }
        if (!now.isBefore(expiresAt.plus(expirySkew))) {
            return new Expired();
        }
        Role role = adminRoles.include(claims.path("role").textValue()) ? Role.ADMIN : Role.USER;
        return new Valid(PersonalClaims.caller(Uuids.normal(subject), role, expiresAt, claims));
    }

    /// A whole number is what databases that count their accounts give out, and what the signers of npm then put in.
    private static @Nullable String subject(JsonNode claim) {
        return claim.isIntegralNumber() && claim.canConvertToLong() && claim.longValue() >= 0
                ? Long.toString(claim.longValue())
                : claim.textValue();
    }

    private static boolean names(JsonNode claim, String audience) {
        if (claim.isArray()) {
            for (JsonNode one : claim) {
                if (audience.equals(one.textValue())) {
                    return true;
                }
            }
        }
        return audience.equals(claim.textValue());
    }

    private static boolean isPast(JsonNode claim, Instant now) {
        if (isAbsent(claim)) {
            return true;
        }
        Instant time = time(claim);
        return time != null && !time.isAfter(now.plus(SKEW));
    }

    private static @Nullable Instant time(JsonNode claim) {
        double seconds = claim.isNumber() ? claim.doubleValue() : Double.NaN;
        return seconds >= 0 && seconds <= MAX_TIME ? Instant.ofEpochMilli((long) (seconds * 1000)) : null;
    }

    static boolean isAbsent(JsonNode claim) {
        return claim.isMissingNode() || claim.isNull();
    }
}
