package com.smipay.support.realtime.api;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.corundumstudio.socketio.SocketIOClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.realtime.fixture.JavaClient;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.RawTcp;
import com.smipay.support.realtime.store.Frame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// Each attack that works on the library alone, and not on the guard. The numbers are those of ADR 0009.
@Isolated("the log of the library is looked at")
class TrapsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final String EMIT = "42/support,[\"join_ticket\",{}]";

    private final UnguardedTarget unguarded = new UnguardedTarget();
    private final GuardedTarget guarded = new GuardedTarget(DEADLINE);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger libraryLog = (Logger) LoggerFactory.getLogger("com.corundumstudio.socketio");

    @BeforeEach
    void listenToTheLog() {
        log.start();
        libraryLog.setLevel(Level.ERROR);
        libraryLog.addAppender(log);
    }

    @AfterEach
    void close() {
        libraryLog.detachAppender(log);
        libraryLog.setLevel(Level.OFF);
        unguarded.close();
        guarded.close();
    }

    private void worksOnlyOnTheUnguarded(Predicate<Target> attack) {
        assertThat(attack.test(unguarded)).as("the attack works on the library").isTrue();
        assertThat(attack.test(guarded)).as("the attack works on the guard").isFalse();
        until("nobody is left", () -> !guarded.hasClients());
    }

    private static boolean emits(Target target, RawSocket attacker) {
        attacker.sendInVain(EMIT);
        return comesTrue(target.patience(), () -> target.heard().contains("join_ticket"));
    }

    private static boolean receives(Target target, RawSocket attacker) {
        // Again and again: the library may not have noted the newcomer yet when the first one is sent.
        return comesTrue(target.patience(), () -> {
            target.pushToEverybody();
            return !attacker.events("secret").isEmpty();
        });
    }

    @Test
    @DisplayName("1: CONNECT without auth")
    void nobodyConnectsWithoutAuth() {
        worksOnlyOnTheUnguarded(target -> {
            RawSocket attacker = RawSocket.open(target.port());
            attacker.send("40/support,");
            comesTrue(target.patience(), () -> attacker.received().size() > 1);
            return receives(target, attacker) || emits(target, attacker);
        });
    }

    @Test
    @DisplayName("2: a refused client goes on")
    void aRefusedClientNeitherEmitsNorReceives() {
        worksOnlyOnTheUnguarded(target -> {
            RawSocket attacker = RawSocket.open(target.port());
            attacker.send("40/support,{\"token\":\"wrong\"}");
            attacker.awaitMessage("44/support,");
            return receives(target, attacker) || emits(target, attacker);
        });
    }

    @Test
    @DisplayName("3: EIO=3")
    void nobodyConnectsByAnOlderProtocol() {
        worksOnlyOnTheUnguarded(target -> opens(target, "EIO=3&transport=websocket", Map.of(), attacker -> {
            attacker.send("40/support");
            return emits(target, attacker) || receives(target, attacker);
        }));
    }

    @Test
    @DisplayName("4: another client's session, by sid")
    void nobodyTakesOverASession() {
        try (RawSocket victim = RawSocket.joined(unguarded.port(), "valid")) {
            assertThat(takesOver(unguarded, victim.sessionId())).isTrue();
        }
        try (RawSocket victim = RawSocket.joined(guarded.port(), Target.user().sign())) {
            assertThat(takesOver(guarded, victim.sessionId())).isFalse();
            guarded.pushToEverybody();
            victim.event("secret");
        }
    }

    private static boolean takesOver(Target target, String sessionId) {
        return opens(
                target, "EIO=4&transport=websocket&sid=" + sessionId, Map.of(), attacker -> receives(target, attacker));
    }

    @Test
    @DisplayName("4: a session id of one's own choice, by cookie or header")
    void nobodyChoosesItsSessionId() {
        String chosen = "11111111-2222-3333-4444-555555555555";
        for (Map<String, String> headers : List.of(Map.of("Cookie", "io=" + chosen), Map.of("io", chosen))) {
            worksOnlyOnTheUnguarded(target -> opens(
                    target,
                    "EIO=4&transport=websocket",
                    headers,
                    attacker -> attacker.sessionId().equals(chosen)));
        }
    }

    private static boolean opens(
            Target target, String query, Map<String, String> headers, Predicate<RawSocket> attack) {
        try (RawSocket attacker = RawSocket.open(target.port(), query, headers)) {
            return attack.test(attacker);
        } catch (CompletionException refused) {
            return false;
        }
    }

    @Test
    @DisplayName("5: no deadline for CONNECT")
    void aTransportWithoutANamespaceIsClosed() {
        RawSocket onTheLibrary = RawSocket.open(unguarded.port());
        RawSocket onTheGuard = RawSocket.open(guarded.port());

        assertThat(onTheGuard.awaitClose()).isEqualTo(1008);
        assertThat(onTheLibrary.isClosed()).isFalse();
    }

    @Test
    @DisplayName("5: after leaving / there is neither ping nor timeout")
    void nobodyLivesOnByLeavingTheDefaultNamespace() {
        worksOnlyOnTheUnguarded(target -> {
            RawSocket zombie = RawSocket.open(target.port());
            zombie.send("41");
            until("the state", () -> unguarded.clientsOfTheDefaultNamespace() == 0);
            // Leaving what one never was in gives no more time to join, and no less.
            return !comesTrue(DEADLINE.multipliedBy(3), zombie::isClosed);
        });
    }

    @Test
    @DisplayName("6: disconnect() only says so")
    void aClientThatIsSentAwayIsGone() throws IOException {
        RawSocket onTheLibrary = RawSocket.joined(unguarded.port(), "valid");
        until("the state", unguarded::hasClients);
        unguarded.newest().disconnect();
        onTheLibrary.awaitMessage("41/support");
        assertThat(emits(unguarded, onTheLibrary)).isTrue();

        Instant soon = Instant.now().plusMillis(1_500);
        try (RawTcp onTheGuard = new RawTcp(guarded.port())) {
            onTheGuard.upgrade("");
            onTheGuard.text(
                    "40/support,{\"token\":\"" + Target.user().expiresAt(soon).sign() + "\"}");
            until("it is in", guarded::hasClients);
            until("it is out", () -> !guarded.hasClients());
            onTheGuard.text(EMIT);
            onTheGuard.awaitEnd();
            assertThat(guarded.heard()).isEmpty();
        }
    }

    @Test
    @DisplayName("7: / is connected when the transport opens")
    void theDefaultNamespaceAdmitsNobody() {
        worksOnlyOnTheUnguarded(target -> {
            RawSocket attacker = RawSocket.open(target.port());
            attacker.sendInVain("42[\"join_ticket\",{}]");
            return comesTrue(target.patience(), () -> target.heard().contains("join_ticket"));
        });

        RawSocket asking = RawSocket.open(guarded.port());
        asking.send("40{\"token\":\"" + Target.user().sign() + "\"}");
        asking.awaitMessage("44{\"message\":\"Invalid namespace\"}");
        guarded.pushToEverybody();
        asking.send("42[\"join_ticket\",{}]");
        assertThat(asking.awaitClose()).isEqualTo(1008);
        assertThat(asking.events("secret")).isEmpty();
        assertThat(guarded.heard()).isEmpty();
    }

    @Test
    @DisplayName("8: refused clients reconnect in a storm, or learn nothing")
    void aRefusedOfficialClientIsToldWhyAndStaysAway() {
        // The JavaScript client takes a refusal without data for a broken packet, and reconnects without end.
        try (UnguardedTarget mute = new UnguardedTarget(null);
                JavaClient onTheLibrary = new JavaClient(mute.port(), Map.of("token", "wrong"));
                JavaClient onTheGuard = new JavaClient(guarded.port(), Map.of("token", "wrong"))) {
            JsonNode why = onTheGuard.event("connect_error");
            assertThat(why.path("message").asText()).isEqualTo("Unauthorized");
            assertThat(why.path("data").path("code").asText()).isEqualTo("UNAUTHENTICATED");
            assertThat(comesTrue(() -> !onTheGuard.events("reconnect_attempt").isEmpty()))
                    .isFalse();
            assertThat(onTheLibrary.events("connect_error"))
                    .as("what the Java client learns")
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("9: an array as auth")
    void anArrayAsAuthIsJustNoToken() {
        String connect = "40/support,[\"my password\"]";
        RawSocket onTheGuard = RawSocket.open(guarded.port());
        onTheGuard.send(connect);
        onTheGuard.awaitMessage("44/support,{\"message\":\"Unauthorized\",\"data\":{\"code\":\"UNAUTHENTICATED\"}}");
        assertThat(onTheGuard.awaitClose()).isEqualTo(1008);
        assertThat(log.list).isEmpty();

        RawSocket.open(unguarded.port()).send(connect);
        until("the library logs it", () -> logs("my password"));
    }

    @Test
    @DisplayName("9: malformed packets are logged whole")
    void aMalformedPacketIsRefusedAndNotLogged() {
        String broken = "42/support,[\"join_ticket\",{\"ticket_id\": my password";
        RawSocket onTheGuard = RawSocket.joined(guarded.port(), Target.user().sign());
        onTheGuard.send(broken);
        until("it is refused", () -> guarded.heard().equals(List.of("")));
        onTheGuard.send(EMIT);
        until("the socket lives on", () -> guarded.heard().contains("join_ticket"));
        assertThat(log.list).isEmpty();

        RawSocket.joined(unguarded.port(), "valid").send(broken);
        until("the library logs it", () -> logs("my password"));
    }

    @Test
    @DisplayName("9: a bad attachment header makes the socket deaf")
    void aBinaryEventMakesNobodyDeaf() {
        String header = "4599-/support,[\"join_ticket\",{}]";
        RawSocket onTheLibrary = RawSocket.joined(unguarded.port(), "valid");
        onTheLibrary.send(header);
        onTheLibrary.send(EMIT);
        assertThat(comesTrue(() -> unguarded.heard().contains("join_ticket")))
                .as("it hears")
                .isFalse();
        assertThat(onTheLibrary.isClosed()).isFalse();

        RawSocket onTheGuard = RawSocket.joined(guarded.port(), Target.user().sign());
        onTheGuard.send(header);
        assertThat(onTheGuard.awaitClose()).isEqualTo(1008);

        RawSocket waiting = RawSocket.joined(guarded.port(), Target.user().sign());
        waiting.send("451-/support,[\"join_ticket\",{}]");
        waiting.send(EMIT);
        assertThat(waiting.awaitClose()).isEqualTo(1008);
    }

    private boolean logs(String text) {
        return List.copyOf(log.list).stream()
                .anyMatch(event -> event.getFormattedMessage().contains(text)
                        || (event.getThrowableProxy() != null
                                && String.valueOf(event.getThrowableProxy().getMessage())
                                        .contains(text)));
    }

    @Test
    @DisplayName("10: compression inflates past the frame limit")
    void nothingIsInflated() throws IOException {
        String extension = "Sec-WebSocket-Extensions: permessage-deflate\n";
        String bomb = "42/support,[\"join_ticket\",{\"x\":\"" + "a".repeat(500_000) + "\"}]";
        try (RawTcp onTheLibrary = new RawTcp(unguarded.port());
                RawTcp onTheGuard = new RawTcp(guarded.port())) {
            assertThat(onTheLibrary.upgrade(extension)).containsIgnoringCase("permessage-deflate");
            onTheLibrary.text("40/support,{\"token\":\"valid\"}");
            onTheLibrary.deflated(bomb);
            until("the library inflates it", () -> unguarded.heard().contains("join_ticket"));

            assertThat(onTheGuard.upgrade(extension)).doesNotContainIgnoringCase("permessage-deflate");
            onTheGuard.text("40/support,{\"token\":\"" + Target.user().sign() + "\"}");
            until("the state", guarded::hasClients);
            onTheGuard.deflated(bomb);
            onTheGuard.awaitEnd();
            assertThat(guarded.heard()).isEmpty();
        }
    }

    @Test
    @DisplayName("11: joining after the disconnect leaks the room")
    void theLibrarysRoomsKeepTheDead() {
        RawSocket client = RawSocket.joined(unguarded.port(), "valid");
        until("the state", unguarded::hasClients);
        SocketIOClient held = unguarded.newest();
        client.cut();
        until("the state", () -> !unguarded.hasClients());
        held.joinRoom("ticket:1");

        // Ours, with the same race: RoomsTest and JoiningTest.
        assertThat(unguarded.rooms()).contains("ticket:1");
    }

    @Test
    @DisplayName("14: a client that does not read")
    void aClientThatDoesNotReadIsDropped() throws IOException {
        Map<String, String> half = Map.of("x", "a".repeat(500_000));
        try (RawTcp onTheLibrary = new RawTcp(unguarded.port())) {
            onTheLibrary.upgrade("");
            onTheLibrary.text("40/support,{\"token\":\"valid\"}");
            until("the state", unguarded::hasClients);
            for (int i = 0; i < 40; i++) {
                unguarded.newest().sendEvent("secret", half);
            }
            assertThat(unguarded.newest().isChannelOpen()).isTrue();
            assertThat(comesTrue(() -> !unguarded.hasClients())).isFalse();
        }
        // A connection of its own time: the guard waits for an upgrade for a moment only.
        try (RawTcp onTheGuard = new RawTcp(guarded.port())) {
            onTheGuard.upgrade("");
            onTheGuard.text("40/support,{\"token\":\"" + Target.user().sign() + "\"}");
            until("the state", guarded::hasClients);
            Frame frame = Frame.event("secret", half);
            for (int i = 0; i < 40; i++) {
                guarded.connections().forEach(connection -> connection.send(frame));
            }
            until("the state", () -> !guarded.hasClients());
            assertThat(guarded.counts().drops()).isEqualTo(1);
        }
    }
}
