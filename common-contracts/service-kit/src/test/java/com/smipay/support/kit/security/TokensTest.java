package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.testkit.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// Two makers who never met: what the helper signs, the product reads.
class TokensTest {
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";

    private final TokenVerifier verifier =
            TokenVerifier.create(new TokenSettings(SECRET, null, null, null), Clock.systemUTC());

    @Test
    void everythingThatWasSaidIsRead() {
        Instant expiry = Instant.now().plusSeconds(90).truncatedTo(ChronoUnit.MILLIS);
        String token = Tokens.with(SECRET)
                .user("u-1")
                .email("ada@example.com")
                .emailVerified(false)
                .name("Ọmọ \"Ada\" \\ Obi 😀")
                .admin()
                .expiresAt(expiry)
                .sign();

        assertThat(verifier.verifyWithoutSkew(token))
                .isEqualTo(new Verification.Valid(new Caller(
                        "u-1", "ada@example.com", false, null, "Ọmọ", "\"Ada\" \\ Obi 😀", Role.ADMIN, expiry)));
    }

    @Test
    void timesOfThePastAreExpired() {
        assertThat(verifier.verify(Tokens.with(SECRET)
                        .user("u-1")
                        .expiresIn(Duration.ofMinutes(-1))
                        .sign()))
                .isInstanceOf(Verification.Expired.class);
    }

    @Test
    void anotherSecretIsInvalid() {
        assertThat(verifier.verify(Tokens.with("Another-Secret-0123456789-qwertyu")
                        .user("u-1")
                        .sign()))
                .isInstanceOf(Verification.Invalid.class);
    }
}
