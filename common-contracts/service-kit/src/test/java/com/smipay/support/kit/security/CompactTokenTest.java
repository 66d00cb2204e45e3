package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which forms of token are read at all.
class CompactTokenTest {
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final String CLAIMS = "{\"sub\":\"u-1\",\"exp\":4102444800}";

    private final Signer hs = Signer.hs256(SECRET);
    private final TokenVerifier verifier =
            TokenVerifier.create(new TokenSettings(SECRET, null, null, null), Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.c",
                "a.b.c.d",
                "undefined",
                "null",
                "Bearer x",
                "e30.e30.e30",
                "W10.W10.W10",
                "e30=.e30=.e30=",
                "e30 .e30.e30",
                "é.é.é",
                "\u0000.\u0000.\u0000",
                "😀😀😀.😀😀😀.😀😀😀",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxvY2FsIn0",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxvY2FsIn0..",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxvY2FsIn0.e30.",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxvY2FsIn0.e30.!!!!",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxvY2FsIn0.WzFd.AAAA",
            })
    void garbageIsRefused(String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Invalid.class);
        assertThat(verifier.verifyWithoutSkew(token)).isInstanceOf(Invalid.class);
    }

    @Test
    void claimsThatAreNoJsonObjectAreRefusedThoughSigned() {
        Stream.of("", " ", "null", "[]", "\"x\"", "7", CLAIMS + CLAIMS, "{\"sub\":\"u-1\"", "\ufeff" + CLAIMS)
                .forEach(claims -> assertUnreadable(hs.token(claims)));
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"sub\":\"u-1\",\"exp\":4102444800,\"x\":" + "[".repeat(2500) + "]".repeat(2500) + "}";

        assertUnreadable(hs.token(deep));
    }

    @Test
    void onlyUtf8IsRead() {
        byte[] header = hs.header().getBytes(StandardCharsets.UTF_8);
        byte[] broken = CLAIMS.getBytes(StandardCharsets.UTF_8);
        broken[8] = (byte) 0xff;

        assertUnreadable(hs.token(header, broken));
        assertUnreadable(hs.token(header, CLAIMS.getBytes(StandardCharsets.UTF_16)));
        assertUnreadable(hs.token(header, CLAIMS.getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void oneTokenHasOneSpelling() {
        String token = hs.token(CLAIMS);
        char last = token.charAt(token.length() - 1);
        // 32 bytes leave two unused bits in the last of 43 characters.
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char sameBytes = alphabet.charAt(alphabet.indexOf(last) | 1);
        String head = token.substring(0, token.length() - 1);

        assertThat(sameBytes).isNotEqualTo(last);
        Stream.of(head + sameBytes, token + "=", token + " ", " " + token, token + "\n", token + ".")
                .forEach(spelling -> assertUnreadable(spelling));
    }

    @Test
    void tokensAreReadUpTo8Kibibytes() {
        String claims = "{\"sub\":\"u-1\",\"exp\":4102444800,\"x\":\"%s\"}";
        String longest = hs.token(claims.formatted("x".repeat(6030)));
        String tooLong = hs.token(claims.formatted("x".repeat(6060)));

        assertThat(longest).hasSizeBetween(8100, 8192);
        assertThat(verifier.verify(longest)).isInstanceOf(Valid.class);
        assertThat(tooLong).hasSizeGreaterThan(8192);
        assertUnreadable(tooLong);
        assertUnreadable(".".repeat(10_000_000));
    }

    private void assertUnreadable(String token) {
        assertThat(verifier.verify(token)).isEqualTo(new Invalid("not a well-formed signed token"));
        assertThat(verifier.verifyWithoutSkew(token)).isEqualTo(new Invalid("not a well-formed signed token"));
    }
}
