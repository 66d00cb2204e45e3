package com.smipay.support.kit.security;

import com.smipay.support.kit.config.Settings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the keys of tokens come from, and whose tokens count (`decisions.md` 14). Blank text counts as not set.
///
/// @param hs256Secret `jwt.hs256-secret`: the shared secret behind the key id `local` and behind tokens
///     without one, at least 32 bytes
/// @param hs256SecondSecret `jwt.hs256-secret-second`: another one that counts as well, while secrets are changed
/// @param jwksUrl `jwt.jwks-url`: an absolute http or https address of a JWK set with RS256, ES256 and EdDSA keys
/// @param jwksMaxAge `jwt.jwks-max-age`: how long keys count that were read there, while the address is away
/// @param issuer `jwt.issuer`: what `iss` must be; null where any issuer counts
/// @param audience `jwt.audience`: what `aud` must be or contain; null where any audience counts
/// @param adminRoles `jwt.admin-roles`: which values of `role` make an admin
public record TokenSettings(
        @Nullable String hs256Secret,
        @Nullable String hs256SecondSecret,
        @Nullable URI jwksUrl,
        Duration jwksMaxAge,
        @Nullable String issuer,
        @Nullable String audience,
        AdminRoles adminRoles) {
    private static final Duration A_DAY = Duration.ofDays(1);

    public TokenSettings {
        hs256Secret = blankToNull(hs256Secret);
        hs256SecondSecret = blankToNull(hs256SecondSecret);
        jwksUrl = jwksUrl == null || jwksUrl.toString().isBlank() ? null : jwksUrl;
        issuer = blankToNull(issuer);
        audience = blankToNull(audience);
        if (!jwksMaxAge.isPositive()) {
            throw new IllegalStateException("Setting jwt.jwks-max-age must be longer than nothing");
        }
    }

    /// With the usual oldest age of keys.
    public TokenSettings(
            @Nullable String hs256Secret,
            @Nullable URI jwksUrl,
            @Nullable String issuer,
            @Nullable String audience,
            AdminRoles adminRoles) {
        this(hs256Secret, null, jwksUrl, A_DAY, issuer, audience, adminRoles);
    }

    /// With the usual admin roles, too.
    public TokenSettings(
            @Nullable String hs256Secret, @Nullable URI jwksUrl, @Nullable String issuer, @Nullable String audience) {
        this(hs256Secret, jwksUrl, issuer, audience, AdminRoles.USUAL);
    }

    public static TokenSettings from(Settings settings) {
        return new TokenSettings(
                settings.optionalText("jwt.hs256-secret"),
                settings.optionalText("jwt.hs256-secret-second"),
                settings.optionalAddress("jwt.jwks-url"),
                settings.duration("jwt.jwks-max-age"),
                settings.optionalText("jwt.issuer"),
                settings.optionalText("jwt.audience"),
                AdminRoles.from(settings));
    }

    /// Everything but the secrets.
    @Override
    public String toString() {
        return "TokenSettings[hs256Secret=%s, jwksUrl=%s, jwksMaxAge=%s, issuer=%s, audience=%s, adminRoles=%s]"
                .formatted(
                        hs256Secret == null ? "not set" : "hidden",
                        jwksUrl,
                        jwksMaxAge,
                        issuer,
                        audience,
                        adminRoles.names());
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
