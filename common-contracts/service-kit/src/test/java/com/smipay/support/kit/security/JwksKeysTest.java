package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The key set over its life: late, rotated, away, broken.
class JwksKeysTest {
    private static final String CLAIMS = "{\"sub\":\"u-1\",\"exp\":4102444800}";
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final RefreshPace ON_DEMAND_ONLY = new RefreshPace(NEVER, NEVER, NEVER, Duration.ZERO, TIMEOUT);
    private static final RefreshPace BACKGROUND_ONLY = new RefreshPace(SOON, SOON, SOON, NEVER, TIMEOUT);

    private final Signer first = Signer.ed25519("first");
    private final Signer second = Signer.es256("second");
    private final JwksServer server;

    JwksKeysTest() throws IOException {
        server = new JwksServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void downAtStartThenUpInTheBackground() {
        server.serve(503, "");
        try (TokenVerifier verifier = verifier(BACKGROUND_ONLY)) {
            assertInvalid(verifier, first);

            server.serve(first);

            await().until(() -> isValid(verifier, first));
        }
    }

    @Test
    void hangingAtStartHoldsUpNeitherTheStartNorOtherKeys() {
        server.hang();
        TokenSettings settings = new TokenSettings(SECRET, server.address(), null, null);
        try (TokenVerifier verifier = TokenVerifier.create(settings, Clock.systemUTC(), ON_DEMAND_ONLY)) {
            await().until(() -> server.timesAsked() == 1);

            assertThat(verifier.verify(Signer.hs256(SECRET).token(CLAIMS))).isInstanceOf(Valid.class);
        }
    }

    @Test
    void nobodyListeningAtStartIsNoFailure() {
        server.close();
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY)) {
            assertInvalid(verifier, first);
        }
    }

    @Test
    void rotatedKeyIsFoundByItsUnknownIdWithoutARefusalInBetween() {
        server.serve(first);
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY)) {
            assertValid(verifier, first);

            server.serve(first, second);

            assertValid(verifier, second);
            assertValid(verifier, first);
        }
    }

    @Test
    void withdrawnKeyStopsCounting() {
        server.serve(first);
        try (TokenVerifier verifier = verifier(BACKGROUND_ONLY)) {
            assertValid(verifier, first);

            server.serve(second);

            await().until(() -> isValid(verifier, second) && !isValid(verifier, first));
        }
    }

    @Test
    void keyReplacedUnderItsIdTakesTheTokensOfTheOldOneAlong() {
        Signer successor = Signer.ed25519("first");
        server.serve(first);
        try (TokenVerifier verifier = verifier(BACKGROUND_ONLY)) {
            await().until(() -> isValid(verifier, first));

            server.serve(successor);

            await().until(() -> isValid(verifier, successor));
            assertInvalid(verifier, first);
        }
    }

    @Test
    void lastGoodSetStaysWhateverTheAddressAnswers() {
        server.serve(first);
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY)) {
            assertValid(verifier, first);

            for (String answer : List.of(
                    "",
                    "null",
                    "[]",
                    "no json",
                    "{}",
                    "{\"keys\":null}",
                    "{\"keys\":7}",
                    "{\"keys\":[]}",
                    "{\"keys\":[7,null,[]]}",
                    "{\"keys\":[],\"keys\":[]}",
                    "{\"keys\":[{\"kty\":\"RSA\"}]}",
                    "{\"keys\":[" + second.jwk() + "]" + " ".repeat(300_000) + "}")) {
                server.serve(200, answer);
                assertInvalid(verifier, second);
                assertValid(verifier, first);
            }
            server.serve(500, JwksServer.set(second));
            assertInvalid(verifier, second);
            server.serve(302, JwksServer.set(second));
            assertInvalid(verifier, second);
            server.close();
            assertInvalid(verifier, second);
            assertValid(verifier, first);
        }
    }

    @Test
    void knownKeysCountWhileTheAddressHangs() {
        server.serve(first);
        RefreshPace pace = new RefreshPace(NEVER, NEVER, NEVER, Duration.ZERO, Duration.ofMillis(300));
        try (TokenVerifier verifier = verifier(pace);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertValid(verifier, first);
            server.hang();
            Future<Boolean> unknown = threads.submit(() -> isValid(verifier, second));
            await().until(() -> server.timesAsked() == 2);

            assertValid(verifier, first);

            await().until(unknown::isDone);
            assertThat(unknown.resultNow()).isFalse();
            server.answerAgain();
            server.serve(first, second);
            assertValid(verifier, second);
        }
    }

    @Test
    void unknownIdsAskOnceInTheirTimeHoweverManyCome() {
        server.serve(first);
        RefreshPace pace = new RefreshPace(NEVER, NEVER, NEVER, NEVER, TIMEOUT);
        try (TokenVerifier verifier = verifier(pace)) {
            await().until(() -> isValid(verifier, first));
            int before = server.timesAsked();

            for (int i = 0; i < 50; i++) {
                assertInvalid(verifier, Signer.hmac(SECRET.getBytes(StandardCharsets.UTF_8), "k" + i));
            }

            assertThat(server.timesAsked() - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void afterThatTimeUnknownIdsAskAgain() {
        server.serve(first);
        RefreshPace pace = new RefreshPace(NEVER, NEVER, NEVER, Duration.ofMillis(200), TIMEOUT);
        try (TokenVerifier verifier = verifier(pace)) {
            assertInvalid(verifier, second);
            server.serve(second);

            await().until(() -> isValid(verifier, second));
        }
    }

    @Test
    void manyWithTheSameNewKeyShareOneRefresh() throws Exception {
        server.serve(first);
        try (TokenVerifier verifier = verifier(ON_DEMAND_ONLY);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertValid(verifier, first);
            int before = server.timesAsked();
            server.serve(first, second);
            server.hang();
            Callable<Boolean> newKey = () -> isValid(verifier, second);
            List<Future<Boolean>> answers =
                    Stream.generate(() -> threads.submit(newKey)).limit(40).toList();
            await().until(() -> server.timesAsked() == before + 1);
            server.answerAgain();

            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
            assertThat(server.timesAsked()).isEqualTo(before + 1);
        }
    }

    @Test
    void unknownIdWaitsForTheRefreshUnderWayThoughItMayNotAskItself() {
        server.serve(first);
        try (TokenVerifier verifier = verifier(BACKGROUND_ONLY)) {
            assertValid(verifier, first);
            // Until the one question that unknown ids are allowed is used up.
            await().untilAsserted(() -> {
                int asked = server.timesAsked();
                assertInvalid(verifier, second);
                assertThat(server.timesAsked()).isEqualTo(asked);
            });
            server.hang();
            int before = server.timesAsked();
            await().until(() -> server.timesAsked() > before);
            AtomicBoolean valid = new AtomicBoolean();
            Thread asker = Thread.ofPlatform().start(() -> valid.set(isValid(verifier, second)));
            await().until(() -> asker.getState() == Thread.State.TIMED_WAITING || !asker.isAlive());

            server.serve(first, second);
            server.answerAgain();

            await().until(() -> !asker.isAlive());
            assertThat(valid).isTrue();
        }
    }

    @Test
    void closedVerifierAsksNoMoreAndKeepsItsKeys() {
        server.serve(first);
        TokenVerifier verifier = verifier(ON_DEMAND_ONLY);
        assertValid(verifier, first);
        verifier.close();
        int before = server.timesAsked();

        assertInvalid(verifier, second);
        assertValid(verifier, first);
        assertThat(server.timesAsked()).isEqualTo(before);
    }

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

    @Test
    void pauseGrowsWithFailuresUpToItsBound() {
        RefreshPace pace = RefreshPace.STANDARD;
        assertThat(List.of(0, 1, 2, 3, 5, 6, 1000))
                .extracting(pace::after)
                .extracting(Duration::toSeconds)
                .containsExactly(300L, 1L, 2L, 4L, 16L, 30L, 30L);
    }

    private TokenVerifier verifier(RefreshPace pace) {
        return TokenVerifier.create(new TokenSettings(null, server.address(), null, null), Clock.systemUTC(), pace);
    }

    private static String withoutKeyId(Signer signer) {
        return signer.token("{\"alg\":\"" + signer.algorithm() + "\"}", CLAIMS);
    }

    private static boolean isValid(TokenVerifier verifier, Signer signer) {
        return verifier.verify(signer.token(CLAIMS)) instanceof Valid;
    }

    private static void assertValid(TokenVerifier verifier, Signer signer) {
        assertThat(verifier.verify(signer.token(CLAIMS))).isInstanceOf(Valid.class);
    }

    private static void assertInvalid(TokenVerifier verifier, Signer signer) {
        assertThat(verifier.verify(signer.token(CLAIMS))).isInstanceOf(Invalid.class);
    }
}
