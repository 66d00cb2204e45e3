package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.http.GuardedServer.Answer;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `decisions.md` 15 on a real listener: two calls of a device, four of an address, then one a minute.
@OneServerAtATime
class RequestLimitHttpTest {
    private static final TestDatabase NOWHERE =
            new TestDatabase("jdbc:postgresql://127.0.0.1:1/nowhere", "nobody", "nothing");
    private static final Map<String, String> TIGHT =
            Map.of("rate-limit.device.capacity", "2", "rate-limit.address.capacity", "4");

    private final GuardedServer server = new GuardedServer(NOWHERE, InstantSource.system(), TIGHT);

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String path, String device) {
        return server.at(path)
                .header("x-device-id", device)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
    }

    private Answer call(String device) {
        return GuardedServer.send(request(GuardedServer.OPEN, device));
    }

    @Test
    void aDeviceOverItsLimitIsTold429AndWhenToComeAgain() {
        assertThat(call("device-a").status()).isEqualTo(200);
        assertThat(call("device-a").status()).isEqualTo(200);

        Answer refused = GuardedServer.send(request(GuardedServer.OPEN, "device-a")
                .header("X-Request-Id", "req-7")
                .header("Origin", "https://desk.example"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/json");
        assertThat(refused.header("X-Request-Id")).isEqualTo("req-7");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://desk.example");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.json().path("success").booleanValue()).isFalse();
        assertThat(refused.json().path("statusCode").intValue()).isEqualTo(429);
        assertThat(refused.json().path("error").asText()).isEqualTo("Too Many Requests");
        assertThat(refused.code()).isEqualTo("RATE_LIMITED");
        assertThat(refused.message()).isNotBlank();
        assertThat(refused.json().path("retry_after").asText()).isEqualTo(refused.header("Retry-After"));
        assertThat(call("device-b").status()).isEqualTo(200);
    }

    /// In the form of the IETF's draft, so that a client paces itself: on successes, refusals and the 429 alike.
    @Test
    void everyLimitedAnswerTellsHowTheDeviceStands() {
        Answer first = call("device-r");
        Answer second =
                GuardedServer.send(request(GuardedServer.OPEN, "device-r").header("Authorization", "Bearer x"));
        Answer third = call("device-r");

        for (Answer answer : List.of(first, second, third)) {
            assertThat(answer.header("RateLimit-Policy")).matches("\"device\";q=2;w=\\d+, \"address\";q=4;w=\\d+");
        }
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit")).matches("\"device\";r=1;t=\\d+");
        assertThat(second.status()).isEqualTo(401);
        assertThat(second.header("RateLimit")).matches("\"device\";r=0;t=\\d+");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("RateLimit")).isEqualTo("\"device\";r=0;t=" + third.header("Retry-After"));
    }

    @Test
    void anAddressOverItsLimitIsRefusedWhateverDeviceItNames() {
        for (int i = 0; i < 4; i++) {
            assertThat(call("invented-" + i).status()).isEqualTo(200);
        }

        assertThat(call("invented-5").status()).isEqualTo(429);
        Answer elsewhere =
                GuardedServer.send(request(GuardedServer.OPEN, "invented-5").header("X-Forwarded-For", "203.0.113.7"));
        assertThat(elsewhere.status()).isEqualTo(200);
    }

    @Test
    void anAddressThatTheClientMadeUpDoesNotCount() {
        for (int i = 0; i < 4; i++) {
            GuardedServer.send(request(GuardedServer.OPEN, "invented-" + i)
                    .header("X-Forwarded-For", "198.51.100." + i + ", 203.0.113.9"));
        }

        Answer fifth = GuardedServer.send(
                request(GuardedServer.OPEN, "invented-5").header("X-Forwarded-For", "198.51.100.5, 203.0.113.9"));
        assertThat(fifth.status()).isEqualTo(429);
    }

    @Test
    void theLimitIsOnTheCallWhetherATokenIsSentOrNot() {
        String user = "Bearer " + GuardedServer.TOKENS.user("u-1").sign();
        String admin = "Bearer " + GuardedServer.TOKENS.user("a-1").admin().sign();
        call("device-a");
        call("device-a");

        assertThat(GuardedServer.send(request(GuardedServer.OPEN, "device-a").header("Authorization", user))
                        .status())
                .isEqualTo(429);
        assertThat(GuardedServer.send(request(GuardedServer.OPEN, "device-a").header("Authorization", "Bearer x"))
                        .status())
                .isEqualTo(429);
        assertThat(GuardedServer.send(request(GuardedServer.OPEN, "device-a").header("Authorization", admin))
                        .status())
                .isEqualTo(200);
    }

    /// Each question is one for the database, and whoever calls so is refused as fast as they can call.
    @Test
    void whoIsAnAdminNoMoreIsAskedAboutOnceHoweverOftenTheyCall() {
        AtomicInteger asked = new AtomicInteger();
        server.revoked =
                caller -> asked.incrementAndGet() > 0 && caller.userId().equals("a-gone");
        String gone = "Bearer " + GuardedServer.TOKENS.user("a-gone").admin().sign();
        String admin = "Bearer " + GuardedServer.TOKENS.user("a-1").admin().sign();
        call("device-a");
        call("device-a");

        for (int i = 0; i < 3; i++) {
            assertThat(GuardedServer.send(
                                    request(GuardedServer.OPEN, "device-a").header("Authorization", gone))
                            .status())
                    .isEqualTo(429);
        }
        assertThat(asked).hasValue(1);
        assertThat(GuardedServer.send(request(GuardedServer.OPEN, "device-a").header("Authorization", admin))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {GuardedServer.ADMINS})
    void otherCallsAreNotLimited(String path) {
        for (int i = 0; i < 10; i++) {
            assertThat(GuardedServer.send(request(path, "device-a")).status()).isEqualTo(200);
        }
    }

    @Test
    void callsThatNeedATokenAreNotLimited() {
        for (int i = 0; i < 10; i++) {
            assertThat(GuardedServer.send(server.at(GuardedServer.WITH_TOKEN).header("x-device-id", "device-a"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/support/request-support?x=1",
                "/api/v1/support/request%2Dsupport",
                "/api/v1//support/request-support",
                "/api/v1/./support/request-support",
                "/api/v1/unified-admin/../support/request-support",
                "/api/v1/support;a=b/request-support;c=d",
                "/api/v1/support/ticket/SMI-2026-000001/read"
            })
    void aPathWrittenOtherwiseIsNoWayAround(String path) {
        assertThat(GuardedServer.send(request(path, "device-a")).status()).isEqualTo(200);
        assertThat(GuardedServer.send(request(path, "device-a")).status()).isEqualTo(200);

        assertThat(GuardedServer.send(request(path, "device-a")).status()).isEqualTo(429);
        assertThat(GuardedServer.send(request(path, "short")).status()).isEqualTo(401);
    }

    @Test
    void turnedOffNobodyIsLimited() {
        try (GuardedServer off = new GuardedServer(
                NOWHERE,
                InstantSource.system(),
                Map.of(
                        "rate-limit.enabled",
                        "false",
                        "rate-limit.device.capacity",
                        "1",
                        "rate-limit.address.capacity",
                        "1"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(GuardedServer.send(off.at(GuardedServer.OPEN)
                                        .header("x-device-id", "device-a")
                                        .POST(BodyPublishers.noBody()))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void refusalsShowInTheMetrics() {
        assertThat(server.metrics())
                .contains("support_requests_limited_total{by=\"device\"")
                .contains("support_requests_limited_total{by=\"address\"")
                .contains("support_limits_kept{by=\"device\"")
                .contains("support_signatures_refused_total{because=\"replay\"");
    }

    @Test
    void aDeviceIdMayHoldEveryVisibleCharacter() {
        assertThat(call("a,b;c=\"d\"").status()).isEqualTo(200);
        assertThat(call("\"unbalanced,quote").status()).isEqualTo(200);
    }
}
