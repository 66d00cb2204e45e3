package com.smipay.support.realtime.api;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.store.Connection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other namespaces on the same transport, and coming and going in ours (`decisions.md` 25).
final class NamespacesTest {
    private static final GuardedTarget SERVER = new GuardedTarget(Duration.ofSeconds(2));
    private static final String CONNECT =
            "40/support,{\"token\":\"" + Target.user().sign() + "\"}";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static boolean answers(RawSocket client) {
        return client.ask("anything", "{}").path("success").asBoolean();
    }

    private static boolean isIn(String id) {
        return SERVER.connections().stream()
                .map(Connection::id)
                .map(UUID::toString)
                .anyMatch(id::equals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/notifications", "/supporter", "/support/x", "/support?token=x", "/чат"})
    void anotherNamespaceIsRefusedAndTouchesNothing(String namespace) {
        String refusal =
                (namespace.length() < 2 ? "44" : "44" + namespace + ",") + "{\"message\":\"Invalid namespace\"}";
        String packet = namespace.isEmpty() ? "40" : "40" + namespace + ",";
        try (RawSocket client = RawSocket.open(SERVER.port())) {
            client.send(packet + "{\"token\":\"" + Target.user().sign() + "\"}");
            assertThat(client.awaitMessage("44")).isEqualTo(refusal);

            client.send(CONNECT);
            client.awaitMessage("40/support,");
            client.send(packet);
            assertThat(answers(client)).isTrue();
            assertThat(client.received().stream().filter(refusal::equals)).hasSize(2);
        }
    }

    /// What the official client in C++ sends as soon as the line is open: each of its namespaces, and `/` besides
    /// (socket.io-client-cpp 3.1.0, `client_impl::on_open`).
    @Test
    void theClientInCppConnectsLeavesAndIsServed() {
        try (RawSocket client = RawSocket.open(SERVER.port())) {
            client.send(CONNECT);
            client.send("40{\"token\":\"" + Target.user().sign() + "\"}");
            client.awaitMessage("40/support,{\"sid\":");
            client.awaitMessage("44{\"message\":\"Invalid namespace\"}");
            assertThat(answers(client)).isTrue();
            client.send("41/support,");
            client.send("1");
            assertThat(client.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void askingForAnotherNamespaceGivesNoMoreTime() {
        RawSocket client = RawSocket.open(SERVER.port());
        // Fewer questions than end a connection by themselves, and more than fit into the time to join.
        int asked = 0;
        while (asked < 15 && !comesTrue(Duration.ofMillis(500), client::isClosed)) {
            client.sendInVain("40/notifications,");
            asked++;
        }

        assertThat(asked).isBetween(1, 14);
        assertThat(client.awaitClose()).isEqualTo(1008);
    }

    @Test
    void leavingWhereOneNeverWasChangesNothing() {
        try (RawSocket client = RawSocket.joined(SERVER.port(), Target.user().sign())) {
            client.send("41");
            client.send("41/notifications,");

            assertThat(answers(client)).isTrue();
        }
    }

    @Test
    void askingTwiceIsAnsweredOnce() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        try (GuardedTarget slow = new GuardedTarget(Duration.ofSeconds(5), 10, judgement -> {
                    try {
                        busy.await(5, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    judgement.run();
                });
                RawSocket client = RawSocket.open(slow.port())) {
            client.send(CONNECT);
            client.send(CONNECT);
            client.send("40");
            client.awaitMessage("44{");
            busy.countDown();
            client.awaitMessage("40/support,");
            client.send(CONNECT);

            assertThat(answers(client)).isTrue();
            assertThat(client.received().stream().filter(frame -> frame.startsWith("40/support,")))
                    .hasSize(1);
        }
    }

    @Test
    void whoLeavesMayComeAgainOnTheSameTransportAsSomebodyNew() {
        try (RawSocket client = RawSocket.open(SERVER.port())) {
            client.send(CONNECT);
            String first = client.awaitMessage("40/support,");
            client.send("41/support,");
            until("it has left", () -> !isIn(client.sessionId()));

            client.send(CONNECT);
            until(
                    "it is told of its new id",
                    () -> client.received().stream()
                                    .filter(frame -> frame.startsWith("40/support,"))
                                    .count()
                            == 2);
            assertThat(client.received().getLast()).isNotEqualTo(first);
            assertThat(answers(client)).isTrue();
            assertThat(comesTrue(Duration.ofMillis(2_500), client::isClosed)).isFalse();
        }
    }

    @Test
    void whoLeavesAndDoesNotComeAgainIsClosed() {
        RawSocket client = RawSocket.joined(SERVER.port(), Target.user().sign());
        client.send("41/support,");
        until("it has left", () -> !isIn(client.sessionId()));

        assertThat(client.awaitClose()).isEqualTo(1008);
    }

    @Test
    void whoLeftHearsAndSaysNothing() {
        RawSocket client = RawSocket.joined(SERVER.port(), Target.user().sign());
        client.send("41/support,");
        until("it has left", () -> !isIn(client.sessionId()));
        SERVER.pushToEverybody();
        client.send("42/support,[\"said_after_leaving\",{}]");

        assertThat(client.awaitClose()).isEqualTo(1008);
        assertThat(client.events("secret")).isEmpty();
        assertThat(SERVER.heard()).doesNotContain("said_after_leaving");
    }

    @Test
    void aRefusedClientMayShowAnotherTokenAtOnce() {
        try (RawSocket client = RawSocket.open(SERVER.port())) {
            client.send("40/support,{\"token\":\"old\"}");
            client.awaitMessage("44/support,");
            client.send(CONNECT);
            client.awaitMessage("40/support,");

            assertThat(answers(client)).isTrue();
            assertThat(comesTrue(Duration.ofMillis(1_500), client::isClosed)).isFalse();
        }
    }

    @Test
    void whoAsksWithoutEndIsClosed() {
        RawSocket client = RawSocket.joined(SERVER.port(), Target.user().sign());
        for (int i = 0; i < 40; i++) {
            client.sendInVain("40/notifications,");
        }

        assertThat(client.awaitClose()).isIn(1008, RawSocket.CUT);
        assertThat(client.received().stream()
                        .filter(frame -> frame.startsWith("44/notifications"))
                        .count())
                .isBetween(20L, 30L);
    }
}
