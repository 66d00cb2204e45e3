package com.smipay.support.kit.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.security.Verification;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds out who is calling. Safe for all threads.
public final class Callers {
    private static final String BEARER = "bearer ";
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final TokenVerifier verifier;
    private final Predicate<Caller> revoked;

    /// Who had the role no more a moment ago. Whoever calls with such a token without end is not asked about each time.
    private final Cache<String, Boolean> revokedLately = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(FRESH)
            .executor(Runnable::run)
            .build();

    public Callers(TokenVerifier verifier) {
        this(verifier, caller -> false);
    }

    /// @param revoked whether somebody whose token has the admin role has it no more (`decisions.md` 54)
    public Callers(TokenVerifier verifier, Predicate<Caller> revoked) {
        this.verifier = verifier;
        this.revoked = revoked;
    }

    /// A bearer token is optional; when present it must be valid (`decisions.md` 11).
    ///
    /// @throws Problem 401 for a token that is not valid
    public Optional<Caller> optional(ServerRequest req) {
        return req.headers().first(HeaderNames.AUTHORIZATION).map(this::verified);
    }

    /// @throws Problem 401 without a valid token
    public Caller required(ServerRequest req) {
        return optional(req).orElseThrow(() -> Problem.unauthenticated("A bearer token is required"));
    }

    /// @throws Problem 401 without a valid token, 403 without the admin role (`admin-api.md`)
    public Caller admin(ServerRequest req) {
        Caller caller = required(req);
        if (!caller.isAdmin()) {
            throw Problem.forbidden("The admin role is required");
        }
        return caller;
    }

    /// Whether there is a valid token of an admin who is one still; never throws. Who was none a moment ago counts as
    /// none, and of whom nobody can be asked, the token is believed.
    boolean isAdmin(ServerRequest req) {
        return req.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(Callers::isBearer)
                .map(authorization -> verifier.verify(token(authorization)))
                .map(verification -> verification instanceof Verification.Valid valid
                        && valid.caller().isAdmin()
                        && !isRevoked(valid.caller()))
                .orElse(false);
    }

    private boolean isRevoked(Caller admin) {
        if (revokedLately.getIfPresent(admin.userId()) != null) {
            return true;
        }
        try {
            boolean isRevoked = revoked.test(admin);
            if (isRevoked) {
                revokedLately.put(admin.userId(), true);
            }
            return isRevoked;
        } catch (DatabaseUnavailableException e) {
            return false;
        }
    }

    private Caller verified(String authorization) {
        if (!isBearer(authorization)) {
            throw Problem.unauthenticated("A bearer token is required");
        }
        return switch (verifier.verify(token(authorization))) {
            case Verification.Valid valid -> valid.caller();
            case Verification.Expired expired -> throw Problem.invalidToken("The token has expired");
            case Verification.Invalid invalid -> throw Problem.invalidToken("The token is not valid");
        };
    }

    private static boolean isBearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
    }

    private static String token(String authorization) {
        return authorization.substring(BEARER.length()).strip();
    }
}
