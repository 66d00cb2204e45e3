package com.smipay.support.realtime.api;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.RawTcp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the guard lets through, and what it says to the rest (`decisions.md` 25, 26; ADR 0009).
class GuardTest {
    private static final GuardedTarget SERVER = new GuardedTarget(Duration.ofSeconds(5));

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static RawSocket joined() {
        return RawSocket.joined(SERVER.port(), Target.user().sign());
    }

    @Test
    void aValidTokenConnects() {
        try (RawSocket client = joined()) {
            assertThat(client.awaitMessage("40/support,"))
                    .isEqualTo("40/support,{\"sid\":\"" + client.sessionId() + "\"}");
            assertThat(client.ask("anything", "{}").path("success").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40/support,",
                "40/support",
                "40/support,{}",
                "40/support,null",
                "40/support,{\"token\":null}",
                "40/support,{\"token\":7}",
                "40/support,{\"token\":[\"x\"]}",
                "40/support,{\"token\":\"\"}",
                "40/support,{\"token\":\"a.b.c\"}",
                "40/support,[]",
                "40/support,\"text\""
            })
    void whoeverShowsNoValidTokenIsToldSoInTheseVeryBytes(String connect) {
        RawSocket client = RawSocket.open(SERVER.port());
        client.send(connect);

        assertThat(client.awaitMessage("44"))
                .isEqualTo("44/support,{\"message\":\"Unauthorized\",\"data\":{\"code\":\"UNAUTHENTICATED\"}}");
        assertThat(client.awaitClose()).isEqualTo(1008);
        assertThat(client.received()).endsWith("41/support,");
    }

    @Test
    void anExpiredTokenIsRefusedWithoutSkew() {
        RawSocket client = RawSocket.open(SERVER.port());
        String token = Target.user().expiresIn(Duration.ofSeconds(-1)).sign();
        client.send("40/support,{\"token\":\"" + token + "\"}");

        assertThat(client.awaitMessage("44"))
                .isEqualTo("44/support,{\"message\":\"Unauthorized\",\"data\":{\"code\":\"TOKEN_EXPIRED\"}}");
        assertThat(client.awaitClose()).isEqualTo(1008);
    }

    @Test
    void aTokenThatExpiresEndsItsSocketAtThatMoment() {
        Instant expiry = Instant.now().plusSeconds(2);
        RawSocket client =
                RawSocket.joined(SERVER.port(), Target.user().expiresAt(expiry).sign());

        String exception = client.event("exception").toString();
        assertThat(Instant.now()).isBetween(expiry, expiry.plusSeconds(5));
        assertThat(exception)
                .isEqualTo(
                        "{\"status\":\"error\",\"code\":\"TOKEN_EXPIRED\",\"message\":\"Your session has expired\"}");
        assertThat(client.awaitClose()).isEqualTo(RawSocket.CUT);
    }

    @Test
    void aTokenThatOutlivesEveryTimerIsFine() {
        try (RawSocket client = RawSocket.joined(
                SERVER.port(), Target.user().expiresIn(Duration.ofDays(365_000)).sign())) {
            assertThat(client.ask("anything", "{}").path("success").asBoolean()).isTrue();
        }
    }

    @Test
    void howLongOurOwnWorkTakesIsNotCountedAgainstTheClient() {
        CountDownLatch busy = new CountDownLatch(1);
        try (GuardedTarget slow = new GuardedTarget(Duration.ofMillis(300), 10, verification -> {
            assertThatCode(busy::await).doesNotThrowAnyException();
            verification.run();
        })) {
            RawSocket client = RawSocket.open(slow.port());
            client.send("40/support,{\"token\":\"" + Target.user().sign() + "\"}");
            RawSocket idle = RawSocket.open(slow.port());
            // Its five seconds, which are shorter here, began later and are over.
            idle.awaitClose();
            busy.countDown();

            assertThat(client.awaitMessage("40/support,")).contains(client.sessionId());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "2", "2probe", "42/support,[\"x\"]", "42[\"x\"]", "5", "hello", "40?token=x"})
    void nothingButConnectPassesBeforeTheToken(String early) {
        RawSocket client = RawSocket.open(SERVER.port());
        client.send(early);

        assertThat(client.awaitClose()).isEqualTo(1008);
    }

    @Test
    void whatComesWhileTheTokenIsLookedAtEndsTheSocket() {
        RawSocket client = RawSocket.open(SERVER.port());
        client.send("40/support,{\"token\":\"" + Target.user().sign() + "\"}");
        client.sendInVain("42/support,[\"hasty\",{}]");

        // Either the token was found right before the event came, or the event ended it: never both ways.
        until("the state", () -> client.isClosed() || SERVER.heard().contains("hasty"));
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2", "42[\"x\"]", "42/other,[\"x\"]", "44/support,{}", "450-/support,[\"x\"]", "6", "3x", "noise"
            })
    void afterwardsNothingPassesButEventsAndPongs(String forbidden) {
        RawSocket client = joined();
        client.send(forbidden);

        assertThat(client.awaitClose()).isEqualTo(1008);
    }

    @Test
    void pongsAndStrayAcknowledgementsDoNoHarm() {
        try (RawSocket client = joined()) {
            client.send("3");
            client.send("43/support,7[{\"x\":1}]");
            client.send("43/support,8[]");

            assertThat(client.ask("anything", "{}").path("success").asBoolean()).isTrue();
        }
    }

    @Test
    void bytesInAnEventAreRefusedAndDoNoHarm() {
        try (RawSocket client = joined()) {
            client.send("452-/support,77[\"join_ticket\",{\"_placeholder\":true,\"num\":0}]");
            client.sendBytes(new byte[] {1, 2, 3});
            client.sendBytes(new byte[10_000]);
            assertThat(client.answer(77).path("code").asText()).isEqualTo("VALIDATION_FAILED");

            client.send("451-/support,[\"join_ticket\",{\"_placeholder\":true,\"num\":0}]");
            client.sendBytes(new byte[] {1});
            assertThat(client.event("exception").path("code").asText()).isEqualTo("VALIDATION_FAILED");
            assertThat(client.ask("anything", "{}").path("success").asBoolean()).isTrue();

            client.sendBytes(new byte[] {1});
            assertThat(client.awaitClose()).isEqualTo(1003);
        }
    }

    @Test
    void theEndOfTheConnectionIsAGoodbye() {
        RawSocket client = joined();
        client.send("1");

        assertThat(client.awaitClose()).isEqualTo(1000);
        until(
                "the state",
                () -> SERVER.connections().stream()
                        .noneMatch(connection -> connection.id().toString().equals(client.sessionId())));
    }

    @Test
    void anEventInFragmentsIsOneEvent() {
        try (RawSocket client = joined()) {
            client.sendFragment("42/supp", false);
            client.sendFragment("ort,991[\"in_fra", false);
            client.sendFragment("gments\",{}]", true);

            client.awaitMessage("43/support,991[");
            assertThat(SERVER.heard()).contains("in_fragments");
        }
    }

    @Test
    void fragmentsDoNotAddUpToMoreThanAFrameMayHold() {
        RawSocket client = joined();
        client.sendFragment("42/support,[\"too_long\",\"" + "a".repeat(12_000), false);
        client.sendInVain("a".repeat(12_000) + "\"]");

        assertThat(client.awaitClose()).isIn(1009, RawSocket.CUT);
        assertThat(SERVER.heard()).doesNotContain("too_long");
    }

    @Test
    void aFrameOverSixteenKibibytesEndsTheSocketAndOneBelowDoesNot() {
        try (RawSocket client = joined()) {
            client.ask("fits", "{\"x\":\"" + "a".repeat(16_000) + "\"}");
            client.sendInVain("42/support,[\"does_not\",\"" + "a".repeat(17_000) + "\"]");

            assertThat(client.awaitClose()).isIn(1009, RawSocket.CUT);
            assertThat(SERVER.heard()).contains("fits").doesNotContain("does_not");
        }
    }

    @Test
    void whatStandsBehindAnEventIsNoSecondPacket() {
        try (RawSocket client = joined()) {
            client.send("42/support,[\"first\",{}]42/support,[\"smuggled\",{}]");
            client.ask("last", "{}");

            assertThat(SERVER.heard()).contains("last").doesNotContain("smuggled", "first");
        }
    }

    @Test
    void reservedBitsEndTheSocket() throws IOException {
        try (RawTcp client = new RawTcp(SERVER.port())) {
            client.upgrade("");
            client.frame(2, "40/support,{}".getBytes(StandardCharsets.UTF_8));
            client.awaitEnd();
        }
    }

    /// Alone, cut short, too long, a lone half of a pair, beyond Unicode, never a byte of UTF-8.
    @ParameterizedTest
    @ValueSource(strings = {"80", "c3", "e282", "c0af", "eda080", "f4908080", "ff", "61c328"})
    void brokenUtf8EndsTheSocketAndIsHeardByNobody(String hex) throws IOException {
        byte[] event = "42/support,[\"broken\",{\"text\":\"?\"}]".getBytes(StandardCharsets.UTF_8);
        byte[] broken = HexFormat.of().parseHex(hex);
        byte[] frame = ByteBuffer.allocate(event.length - 1 + broken.length)
                .put(event, 0, event.length - 4)
                .put(broken)
                .put(event, event.length - 3, 3)
                .array();
        try (RawTcp client = new RawTcp(SERVER.port())) {
            client.upgrade("");
            client.text("40/support,{\"token\":\"" + Target.user().sign() + "\"}");
            for (String packet = client.readFrame(); !packet.startsWith("40/support,"); ) {
                packet = client.readFrame();
            }
            client.frame(0, frame);
            client.awaitEnd();
        }
        assertThat(SERVER.heard()).doesNotContain("broken");
    }

    @Test
    void moreConnectionsThanItMayHaveAreClosedAtOnce() throws IOException {
        GuardedTarget small = new GuardedTarget(Duration.ofSeconds(5), 2);
        try (RawTcp first = new RawTcp(small.port());
                RawTcp second = new RawTcp(small.port())) {
            first.upgrade("");
            second.upgrade("");
            try (RawTcp third = new RawTcp(small.port())) {
                third.awaitEnd();
            }
            second.close();
            until("there is room again", () -> upgrades(small));
        } finally {
            small.close();
        }
    }

    private static boolean upgrades(GuardedTarget server) {
        try (RawTcp client = new RawTcp(server.port())) {
            return client.upgrade("").startsWith("HTTP/1.1 101");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aSilentLineIsClosed() throws IOException {
        GuardedTarget hasty = new GuardedTarget(Duration.ofMillis(200));
        try (RawTcp client = new RawTcp(hasty.port())) {
            client.awaitEnd();
        } finally {
            hasty.close();
        }
    }
}
