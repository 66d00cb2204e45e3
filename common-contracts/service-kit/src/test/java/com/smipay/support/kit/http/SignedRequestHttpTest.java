package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.kit.http.GuardedServer.Answer;
import com.smipay.support.kit.signing.SignatureFault;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.RequestSigner;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `decisions.md` 10 on real listeners: two replicas of a service on one database.
@OneServerAtATime
class SignedRequestHttpTest {
    private static final RequestSigner SIGNER = new RequestSigner("0123456789abcdef-signing-key-for-tests");
    private static final long NOW = 1_771_928_400_000L;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(NOW));
    private static final Map<String, String> REQUIRED =
            Map.of("security-headers.signature", "required", "security-headers.signing-key", SIGNER.key());
    private static final byte[] BODY = "{\"subject\":\"₦5,000 \\ud83d\\ude00\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    @SuppressWarnings("NullAway.Init")
    private static GuardedServer one;

    @SuppressWarnings("NullAway.Init")
    private static GuardedServer other;

    @BeforeAll
    static void start() {
        TestDatabase sql = TestPostgres.freshDatabase();
        try (Database database = new Database(
                new DatabaseSettings(sql.url(), sql.username(), sql.password(), 2, Duration.ofSeconds(5)))) {
            Migrations.apply(database);
        }
        one = new GuardedServer(sql, CLOCK, REQUIRED);
        other = new GuardedServer(sql, CLOCK, REQUIRED);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static String nonce() {
        return UUID.randomUUID().toString();
    }

    private static HttpRequest.Builder with(GuardedServer server, String path, Map<String, String> headers) {
        HttpRequest.Builder request = server.at(path).header("x-device-id", "device-a");
        headers.forEach(request::header);
        return request;
    }

    private static HttpRequest.Builder post(GuardedServer server, Map<String, String> headers, byte[] body) {
        return with(server, GuardedServer.OPEN, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static Map<String, String> signed(String nonce) {
        return SIGNER.headers("POST", GuardedServer.OPEN, NOW, nonce, BODY);
    }

    private static void assertRefused(Answer answer, String message) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.json().path("error").asText()).isEqualTo("Unauthorized");
    }

    @Test
    void aSignedPostPassesAndItsHandlerStillReadsTheBody() {
        Answer answer = GuardedServer.send(post(one, signed(nonce()), BODY));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/bytes").intValue()).isEqualTo(BODY.length);
        assertThat(answer.json().at("/data/body/subject").asText()).isEqualTo("₦5,000 😀");
    }

    @Test
    void aBodySentInChunksIsSignedLikeAnyOther() {
        Answer answer = GuardedServer.send(with(one, GuardedServer.OPEN, signed(nonce()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BODY))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/body/subject").asText()).isEqualTo("₦5,000 😀");
    }

    @Test
    void aGetIsSignedWithAnEmptyBodyAndWithoutItsQuery() {
        Map<String, String> headers = SIGNER.headers("GET", GuardedServer.WITH_TOKEN, NOW, nonce(), NOTHING);

        assertThat(GuardedServer.send(with(one, GuardedServer.WITH_TOKEN + "?limit=5&cursor=a%20b", headers))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPostWithoutABodyIsSignedWithAnEmptyOne() {
        Map<String, String> headers = SIGNER.headers("POST", GuardedServer.OPEN, NOW, nonce(), NOTHING);

        assertThat(GuardedServer.send(with(one, GuardedServer.OPEN, headers).POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void thePathIsSignedAsItIsWrittenInTheRequestLine() {
        String path = "/api/v1/support/ticket/SMI%2D2026%2D000001/read";
        Map<String, String> headers = SIGNER.headers("POST", path, NOW, nonce(), NOTHING);

        assertThat(GuardedServer.send(with(one, path, headers).POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-timestamp", "x-nonce", "x-signature-version", "x-signature"})
    void aMissingHeaderIsNamed(String header) {
        Map<String, String> headers = signed(nonce());
        headers.remove(header);

        assertRefused(GuardedServer.send(post(one, headers, BODY)), "Missing or malformed " + header + " header");
    }

    @Test
    void aHeaderThatComesTwiceIsMalformed() {
        assertRefused(
                GuardedServer.send(post(one, signed(nonce()), BODY).header("x-nonce", "a-second-nonce")),
                "Missing or malformed x-nonce header");
    }

    @ParameterizedTest
    @CsvSource({"-300001", "300001"})
    void aRequestOfAnotherTimeIsRefused(long off) {
        Map<String, String> headers = SIGNER.headers("POST", GuardedServer.OPEN, NOW + off, nonce(), BODY);

        assertRefused(
                GuardedServer.send(post(one, headers, BODY)), "The x-timestamp header is more than five minutes off");
    }

    @Test
    void whatWasNotSignedIsRefused() {
        long before = one.guards.badSignatures(SignatureFault.MISMATCH);
        byte[] another = "{\"subject\":\"another\"}".getBytes(StandardCharsets.UTF_8);
        String path = "/api/v1/support/ticket/SMI-2026-000001/read";
        List<HttpRequest.Builder> forged = List.of(
                post(one, signed(nonce()), another),
                with(one, path, signed(nonce())).POST(BodyPublishers.ofByteArray(BODY)),
                with(one, GuardedServer.OPEN, signed(nonce())).PUT(BodyPublishers.ofByteArray(BODY)),
                with(one, GuardedServer.OPEN, signed(nonce())).GET());

        for (HttpRequest.Builder request : forged) {
            assertRefused(GuardedServer.send(request), "The request signature is not valid");
        }
        assertThat(one.guards.badSignatures(SignatureFault.MISMATCH) - before).isEqualTo(forged.size());
    }

    @Test
    void aRequestWorksOnceOnWhicheverReplica() {
        Map<String, String> headers = signed(nonce());

        assertThat(GuardedServer.send(post(one, headers, BODY)).status()).isEqualTo(200);
        assertRefused(GuardedServer.send(post(other, headers, BODY)), "The x-nonce header was used before");
        assertRefused(GuardedServer.send(post(one, headers, BODY)), "The x-nonce header was used before");
    }

    @Test
    void aNonceOfAnotherEndpointIsUsedUpToo() {
        String nonce = nonce();
        GuardedServer.send(post(one, signed(nonce), BODY));
        Map<String, String> headers = SIGNER.headers("GET", GuardedServer.WITH_TOKEN, NOW, nonce, NOTHING);

        assertRefused(
                GuardedServer.send(with(other, GuardedServer.WITH_TOKEN, headers)),
                "The x-nonce header was used before");
    }

    @Test
    void ofOneRequestSentManyTimesAtOnceOnePasses() throws Exception {
        Map<String, String> headers = signed(nonce());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                GuardedServer replica = i % 2 == 0 ? one : other;
                calls.add(threads.submit(
                        () -> GuardedServer.send(post(replica, headers, BODY)).status()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> call : calls) {
                statuses.add(call.get());
            }
            assertThat(statuses).containsOnly(200, 401).containsOnlyOnce(200);
        }
    }

    @Test
    void aForgedCopyDoesNotUseUpTheNonce() {
        Map<String, String> headers = signed(nonce());
        Map<String, String> forged = new HashMap<>(headers);
        forged.put("x-signature", "0".repeat(64));

        assertRefused(GuardedServer.send(post(one, forged, BODY)), "The request signature is not valid");
        assertThat(GuardedServer.send(post(other, headers, BODY)).status()).isEqualTo(200);
    }

    @Test
    void theDeviceComesBeforeTheSignatureAndTheSignatureBeforeTheToken() {
        HttpRequest.Builder noDevice = one.at(GuardedServer.OPEN).POST(BodyPublishers.ofByteArray(BODY));
        HttpRequest.Builder noSignature = post(one, Map.of(), BODY).header("Authorization", "Bearer nonsense");
        HttpRequest.Builder badToken = post(one, signed(nonce()), BODY).header("Authorization", "Bearer nonsense");

        assertRefused(GuardedServer.send(noDevice), "Missing or malformed x-device-id header");
        assertRefused(GuardedServer.send(noSignature), "Missing or malformed x-timestamp header");
        assertThat(GuardedServer.send(badToken).code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void onlyTheUserSideIsSigned() {
        assertThat(GuardedServer.send(one.at(GuardedServer.ADMINS).POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyOver64KibIsTooLargeHoweverItIsSigned() {
        byte[] large = ("{\"subject\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = SIGNER.headers("POST", GuardedServer.OPEN, NOW, nonce(), large);

        assertThat(GuardedServer.send(post(one, headers, large)).status()).isEqualTo(413);
        assertThat(GuardedServer.send(with(one, GuardedServer.OPEN, headers)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                        .code())
                .isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aRefusalByTheLimitsSpendsNoNonce() {
        TestDatabase nowhere = new TestDatabase("jdbc:postgresql://127.0.0.1:1/nowhere", "nobody", "nothing");
        Map<String, String> tight = new HashMap<>(REQUIRED);
        tight.put("rate-limit.device.capacity", "1");
        try (GuardedServer away = new GuardedServer(nowhere, CLOCK, tight)) {
            // The first reaches the database, which is away: nothing unseen passes. The second does not get there.
            Answer first = GuardedServer.send(post(away, signed(nonce()), BODY));
            assertThat(first.status()).isEqualTo(503);
            assertThat(first.header("Retry-After")).isNotEmpty();
            assertThat(GuardedServer.send(post(away, signed(nonce()), BODY)).status())
                    .isEqualTo(429);
        }
    }

    @Test
    void aServiceDoesNotStartWithAWeakKey() {
        TestDatabase nowhere = new TestDatabase("jdbc:postgresql://127.0.0.1:1/nowhere", "nobody", "nothing");
        Map<String, String> weak =
                Map.of("security-headers.signature", "required", "security-headers.signing-key", "secret");

        assertThatThrownBy(() -> new GuardedServer(nowhere, CLOCK, weak))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("security-headers.signing-key");
    }
}
