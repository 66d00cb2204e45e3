package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/// Which key of a set a token was signed by: by its id, by none, and by one that does not fit.
class JwksKeyIdsTest extends JwksFixture {
    JwksKeyIdsTest() throws IOException {}

    @Test
    void idOfTheSharedSecretIsNeverTheAddresses() {
        Signer impostor = Signer.ed25519("local");
        server.serve(impostor, first);
        TokenSettings settings = new TokenSettings(SECRET, server.address(), null, null);
        try (TokenVerifier verifier = TokenVerifier.create(settings, Clock.systemUTC(), ON_DEMAND_ONLY)) {
            assertValid(verifier, first);
            assertInvalid(verifier, impostor);
        }
    }

    @Test
    void tokenWithoutAKeyIdIsRefusedWhileSeveralKeysFit() {
        Signer third = Signer.es256("third");
        server.serve(first, second, third);
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY)) {
            assertValid(verifier, second);
            assertThat(verifier.verify(withoutKeyId(second))).isInstanceOf(Invalid.class);
            assertThat(verifier.verify(withoutKeyId(first))).isInstanceOf(Valid.class);

            server.serve(first, second);

            assertThat(verifier.verify(withoutKeyId(second))).isInstanceOf(Valid.class);
        }
    }

    @Test
    void keyWithoutAnIdTakesTokensWithoutOne() {
        server.serve(200, "{\"keys\":[" + second.jwk().replace("\"kid\":\"second\",", "") + "]}");
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY)) {
            assertThat(verifier.verify(withoutKeyId(second))).isInstanceOf(Valid.class);
            assertInvalid(verifier, second);
        }
    }

    @Test
    void replacedKeyIsFoundByTheFirstTokenThatItSigned() {
        Signer successor = Signer.es256("second");
        server.serve(second);
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY)) {
            assertThat(verifier.verify(withoutKeyId(second))).isInstanceOf(Valid.class);

            server.serve(successor);

            assertThat(verifier.verify(withoutKeyId(successor))).isInstanceOf(Valid.class);
            assertThat(verifier.verify(withoutKeyId(second))).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void algorithmThatNoKeyCanHaveAsksNobody() {
        server.serve(second);
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY)) {
            assertValid(verifier, second);
            int before = server.timesAsked();

            assertThat(verifier.verify(second.token("{\"alg\":\"none\"}", CLAIMS)))
                    .isInstanceOf(Invalid.class);
            assertThat(verifier.verify(second.token("{\"alg\":\"HS256\"}", CLAIMS)))
                    .isInstanceOf(Invalid.class);
            assertThat(server.timesAsked()).isEqualTo(before);
        }
    }
}
