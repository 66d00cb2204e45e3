package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.SignedTokens.Signed;
import com.smipay.support.kit.security.Verification.Expired;
import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is remembered of a token, and what is not.
class SignedTokensTest {
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final Signer SIGNER = Signer.hs256(SECRET);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final TokenVerifier verifier = TokenVerifier.create(new TokenSettings(SECRET, null, null, null), clock());

    @Test
    void whoComesAgainIsTheSameCaller() {
        String token = token(NOW.plusSeconds(60));

        Verification first = verifier.verify(token);

        assertThat(first).isInstanceOf(Valid.class);
        assertThat(verifier.verify(token)).isEqualTo(first);
    }

    @Test
    void aTokenExpiresHoweverOftenItWasSeen() {
        String token = token(NOW.plusSeconds(60));
        assertThat(verifier.verifyWithoutSkew(token)).isInstanceOf(Valid.class);

        time.set(NOW.plusSeconds(60));

        assertThat(verifier.verifyWithoutSkew(token)).isInstanceOf(Expired.class);
        assertThat(verifier.verify(token)).isInstanceOf(Valid.class);
    }

    @Test
    void anotherSignatureIsWrongHoweverOftenTheRightOneWasSeen() {
        String right = token(NOW.plusSeconds(60));
        String wrong = right.substring(0, right.lastIndexOf('.') + 1)
                + Signer.hs256("Another-Secret-0123456789-qwertyu").token("{}").replaceFirst(".*[.]", "");

        assertThat(verifier.verify(right)).isInstanceOf(Valid.class);
        assertThat(verifier.verify(wrong)).isInstanceOf(Invalid.class);
        assertThat(verifier.verify(wrong)).isInstanceOf(Invalid.class);
    }

    @Test
    void noMoreThanSoManyAreRemembered() {
        SignedTokens tokens = new SignedTokens();
        String text = token(NOW);
        CompactToken token = Objects.requireNonNull(CompactToken.read(text));
        Signed signed = new Signed(token, SignatureKeys.hs256(SECRET));

        for (int i = 0; i < 3 * SignedTokens.MOST_REMEMBERED; i++) {
            tokens.remember(SignedTokens.digest(text + i), signed);
        }

        assertThat(IntStream.range(0, 3 * SignedTokens.MOST_REMEMBERED)
                        .filter(i -> tokens.find(SignedTokens.digest(text + i)) != null))
                .hasSize(SignedTokens.MOST_REMEMBERED);
    }

    private Clock clock() {
        return ((InstantSource) time::get).withZone(ZoneOffset.UTC);
    }

    private static String token(Instant expiry) {
        return SIGNER.token("{\"sub\":\"u-1\",\"exp\":%d}".formatted(expiry.getEpochSecond()));
    }
}
