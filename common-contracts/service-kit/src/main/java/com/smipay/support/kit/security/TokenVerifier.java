package com.smipay.support.kit.security;

import com.smipay.support.kit.security.SignedTokens.Signed;
import com.smipay.support.kit.security.Verification.Invalid;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The one judge of bearer tokens, for REST and sockets (`decisions.md` 14): HS256 under the key id `local`, and
/// RS256, ES256 and EdDSA under the key ids of a JWKS address. A token without a key id is what most signers make: its
/// algorithm then says whether the secret or a key of the address is meant, and it must be the only one that fits.
///
/// Built on Helidon's keys (`io.helidon.security.jwt.jwk`) below its JWT provider; {@link CompactToken}, {@link
/// SignatureKey}, {@link SignatureKeys} and {@link ClaimRules} say where its other classes were not enough.
///
/// A token that comes again has its key and its claims looked at again, not its signature ([SignedTokens]).
///
/// Safe for all threads. A token with an unknown key id may wait for the JWKS address, three seconds at most: never
/// call this on an event loop.
public final class TokenVerifier implements AutoCloseable {
    private static final String UNREADABLE = "not a well-formed signed token";

    private final @Nullable SignatureKey local;
    private final @Nullable SignatureKey secondLocal;
    private final @Nullable JwksKeys jwks;
    private final ClaimRules rules;
    private final SignedTokens signed = new SignedTokens();

    private TokenVerifier(
            @Nullable SignatureKey local,
            @Nullable SignatureKey secondLocal,
            @Nullable JwksKeys jwks,
            ClaimRules rules) {
        this.local = local;
        this.secondLocal = secondLocal;
        this.jwks = jwks;
        this.rules = rules;
    }

    /// Returns at once, whether or not the JWKS address answers: it is asked in the background until {@link
    /// #close}.
    ///
    /// @throws IllegalStateException when there is no source of keys, the secret is weak, or the address is no
    ///     http(s) one; names the setting
    public static TokenVerifier create(TokenSettings settings, Clock clock) {
        return create(settings, clock, RefreshPace.STANDARD);
    }

    static TokenVerifier create(TokenSettings settings, Clock clock, RefreshPace pace) {
        String secret = settings.hs256Secret();
        if (secret == null && settings.jwksUrl() == null) {
            throw new IllegalStateException("One of jwt.hs256-secret and jwt.jwks-url must be set");
        }
        if (secret == null && settings.hs256SecondSecret() != null) {
            throw new IllegalStateException(
                    "jwt.hs256-secret-second counts beside jwt.hs256-secret only, which is not set");
        }
        JwksKeys jwks = settings.jwksUrl() == null
                ? null
                : JwksKeys.start(new JwksAddress(settings.jwksUrl(), pace.timeout()), pace, settings.jwksMaxAge());
        return new TokenVerifier(
                hs256("jwt.hs256-secret", secret),
                hs256("jwt.hs256-secret-second", settings.hs256SecondSecret()),
                jwks,
                new ClaimRules(settings.issuer(), settings.audience(), settings.adminRoles(), clock));
    }

    private static @Nullable SignatureKey hs256(String setting, @Nullable String secret) {
        return secret == null ? null : SignatureKeys.hs256(Secrets.requireStrong(setting, secret));
    }

    /// For REST: a token counts for 30 s after its `exp`. Never throws.
    public Verification verify(String token) {
        return verify(token, ClaimRules.SKEW);
    }

    /// For sockets: a token counts until its `exp`, to the millisecond, so that nobody connects just to be dropped.
    /// `nbf` and `iat` keep their 30 s. Never throws.
    public Verification verifyWithoutSkew(String token) {
        return verify(token, Duration.ZERO);
    }

    /// Stops asking the JWKS address; the keys known so far go on counting until they are too old.
    @Override
    public void close() {
        if (jwks != null) {
            jwks.close();
        }
    }

    private Verification verify(String text, Duration expirySkew) {
        if (text.length() > CompactToken.MAX_LENGTH) {
            return new Invalid(UNREADABLE);
        }
        ByteBuffer digest = SignedTokens.digest(text);
        Signed known = signed.find(digest);
        CompactToken token = known == null ? CompactToken.read(text) : known.token();
        if (token == null) {
            return new Invalid(UNREADABLE);
        }
        SignatureKey key = key(token, known);
        if (key == null) {
            return new Invalid(token.keyId() == null ? "no key, or no single one, fits its alg" : "kid is unknown");
        }
        if (known == null || !known.key().equals(key)) {
            if (!key.algorithm().equals(token.algorithm())) {
                return new Invalid("alg is not the one of this key");
            }
            if (!token.isSignedBy(key)) {
                return new Invalid("signature is wrong");
            }
            signed.remember(digest, new Signed(token, key));
        }
        return rules.check(token.claims(), expirySkew);
    }

    private @Nullable SignatureKey key(CompactToken token, @Nullable Signed known) {
        String keyId = token.keyId();
        if (keyId == null) {
            return keyFor(token, known);
        }
        if (local != null && keyId.equals(SignatureKeys.LOCAL_KEY_ID)) {
            return localFor(token, known);
        }
        return jwks == null ? null : jwks.find(keyId);
    }

    /// The secret that it is signed with, where there are two; the first one where it is signed with neither.
    private @Nullable SignatureKey localFor(CompactToken token, @Nullable Signed known) {
        if (secondLocal == null || !secondLocal.algorithm().equals(token.algorithm())) {
            return local;
        }
        boolean isKnown = known != null && known.key().equals(secondLocal);
        return isKnown || token.isSignedBy(secondLocal) ? secondLocal : local;
    }

    /// The secret takes HS256 alone, and no key of the address does: which kind is meant is never in doubt.
    private @Nullable SignatureKey keyFor(CompactToken token, @Nullable Signed known) {
        String algorithm = token.algorithm();
        if (local != null && algorithm.equals(local.algorithm())) {
            return localFor(token, known);
        }
        return jwks == null
                ? null
                : jwks.findOnlyOne(
                        algorithm, key -> (known != null && known.key().equals(key)) || token.isSignedBy(key));
    }
}
