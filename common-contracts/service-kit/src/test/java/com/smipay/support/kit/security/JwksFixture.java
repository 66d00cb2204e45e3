package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/// A key set behind an address, and whoever verifies by it.
abstract class JwksFixture {
    static final String CLAIMS = "{\"sub\":\"u-1\",\"exp\":4102444800}";
    static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    static final Duration NEVER = Duration.ofHours(1);
    static final Duration SOON = Duration.ofMillis(20);
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    static final RefreshPace ON_DEMAND_ONLY = new RefreshPace(NEVER, NEVER, NEVER, Duration.ZERO, TIMEOUT);
    static final RefreshPace BACKGROUND_ONLY = new RefreshPace(SOON, SOON, SOON, NEVER, TIMEOUT);

    final Signer first = Signer.ed25519("first");
    final Signer second = Signer.es256("second");
    final JwksServer server;

    JwksFixture() throws IOException {
        server = new JwksServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    TokenVerifier verifier(RefreshPace pace) {
        return TokenVerifier.create(new TokenSettings(null, server.address(), null, null), Clock.systemUTC(), pace);
    }

    static String withoutKeyId(Signer signer) {
        return signer.token("{\"alg\":\"" + signer.algorithm() + "\"}", CLAIMS);
    }

    static boolean isValid(TokenVerifier verifier, Signer signer) {
        return verifier.verify(signer.token(CLAIMS)) instanceof Valid;
    }

    static void assertValid(TokenVerifier verifier, Signer signer) {
        assertThat(verifier.verify(signer.token(CLAIMS))).isInstanceOf(Valid.class);
    }

    static void assertInvalid(TokenVerifier verifier, Signer signer) {
        assertThat(verifier.verify(signer.token(CLAIMS))).isInstanceOf(Invalid.class);
    }
}
