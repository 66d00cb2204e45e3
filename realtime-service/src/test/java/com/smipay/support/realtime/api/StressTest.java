package com.smipay.support.realtime.api;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.RawTcp;
import com.smipay.support.realtime.fixture.Waiting;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Delivery;
import com.smipay.support.realtime.store.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Sockets under stress, at small scale.
@Isolated("it wants both processors")
class StressTest {
    private final GuardedTarget server = new GuardedTarget(Duration.ofSeconds(20));

    @AfterEach
    void close() {
        server.close();
    }

    private RawSocket reader() {
        return RawSocket.joined(server.port(), Target.user().sign());
    }

    @Test
    void aBurstBelowTheBoundDropsNobody() {
        RawSocket client = reader();
        until("it is there", server::hasClients);
        Frame frame = Frame.event("news", Map.of("x", "a".repeat(5_000)));
        int burst = SocketBounds.STANDARD.pendingBytes() / 5_500;

        // On the event loop, so that nothing is written out before everything is there.
        Connection connection = server.connections().iterator().next();
        connection.execute(() -> {
            for (int i = 0; i < burst; i++) {
                connection.write(frame);
            }
            connection.flush();
        });

        until("everything has come", () -> client.events("news").size() == burst);
        assertThat(server.counts().drops()).isZero();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndCostsNobodyElse() throws Exception {
        RawSocket client = reader();
        try (RawTcp deaf = new RawTcp(server.port())) {
            deaf.upgrade("");
            deaf.text("40/support,{\"token\":\"" + Target.user().sign() + "\"}");
            until("both are there", () -> server.connections().size() == 2);
            Frame frame = Frame.event("news", Map.of("x", "a".repeat(100_000)));
            int sent = 0;
            while (server.counts().drops() == 0) {
                Delivery.deliver(frame, server.connections());
                int expected = ++sent;
                until("who reads has it", () -> client.events("news").size() == expected);
            }
            until("the deaf one is gone", () -> server.connections().size() == 1);
            Delivery.deliver(frame, server.connections());
            int all = sent + 1;
            until("who reads goes on", () -> client.events("news").size() == all);
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void aHerdIsBackAtOnceAndNobodyIsLeftOut() throws Exception {
        int herd = 400;
        String token = Target.user().sign();
        List<Future<RawTcp>> coming = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < herd; i++) {
                coming.add(clients.submit(() -> {
                    RawTcp client = new RawTcp(server.port());
                    client.upgrade("");
                    client.text("40/support,{\"token\":\"" + token + "\"}");
                    return client;
                }));
            }
            until("everybody is there", () -> server.connections().size() == herd);
        }
        for (Future<RawTcp> client : coming) {
            client.get().close();
        }
        until("everybody is gone", () -> !server.hasClients());
        assertThat(server.counts().refusals()).isZero();
        assertThat(Waiting.comesTrue(server::hasClients)).isFalse();
    }
}
