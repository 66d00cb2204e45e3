package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The key set over its life: late, rotated, away, broken.
class JwksKeysTest extends JwksFixture {
    JwksKeysTest() throws IOException {}

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

    /// A system may have no thread left for a moment.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReadThatCanNotBeginIsTriedAgain(boolean isInBackground) {
        server.serve(first);
        AtomicInteger begun = new AtomicInteger();
        RefreshPace pace = isInBackground ? BACKGROUND_ONLY : ON_DEMAND_ONLY;
        try (JwksKeys keys = JwksKeys.start(new JwksAddress(server.address(), TIMEOUT), pace, NEVER, read -> {
            if (begun.incrementAndGet() <= 2) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            Thread.ofVirtual().start(read);
        })) {
            await().until(() -> keys.find("first") != null);
        }
        assertThat(begun).hasValueGreaterThan(2);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"RSA\"}]}",
                "{\"keys\":[{\"kty\":\"new\",\"kid\":\"first\"}]}"
            })
    void setWithoutUsableKeysRevokesTheLastOne(String answer) {
        server.serve(first);
        try (TokenVerifier verifier = verifier(BACKGROUND_ONLY)) {
            await().until(() -> isValid(verifier, first));

            server.serve(200, answer);

            await().until(() -> !isValid(verifier, first));
        }
    }

    @Test
    void keysOfAnAddressThatIsAwayEndAtTheirOldestAge() {
        server.serve(first);
        TokenSettings settings =
                new TokenSettings(null, null, server.address(), Duration.ofMillis(1_500), null, null, AdminRoles.USUAL);
        try (TokenVerifier verifier = TokenVerifier.create(settings, Clock.systemUTC(), BACKGROUND_ONLY)) {
            await().until(() -> isValid(verifier, first));
            server.serve(503, "");
            assertValid(verifier, first);

            await().until(() -> !isValid(verifier, first));

            server.serve(first);
            await().until(() -> isValid(verifier, first));
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
                    "{\"keys\":[7,null,[]]}",
                    "{\"keys\":[{\"kid\":\"first\"}]}",
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
}
