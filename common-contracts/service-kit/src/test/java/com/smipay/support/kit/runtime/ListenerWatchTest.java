package com.smipay.support.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListenerWatchTest {
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void aListenerThatRefusesEverybodyIsLostOnce() throws Exception {
        try (ServerSocket one = listen();
                ServerSocket other = listen();
                ListenerWatch watch = watch(one, other)) {
            watch.start();
            awaitLooks(one);
            awaitLooks(other);
            assertThat(lost).hasValue(0);

            other.close();

            await().until(() -> lost.get() == 1);
        }
    }

    /// Connections wait when its queue is full.
    @Test
    void aListenerThatAnswersNobodyIsThere() throws Exception {
        try (ServerSocket busy = listen(1);
                ServerSocket other = listen();
                ListenerWatch watch = watch(busy, other)) {
            watch.start();
            for (int look = 0; look < 6; look++) {
                awaitLooks(other);
            }
            assertThat(lost).hasValue(0);
        }
    }

    private static void awaitLooks(ServerSocket listener) throws Exception {
        listener.accept().close();
    }

    private static ServerSocket listen() throws Exception {
        return listen(50);
    }

    private static ServerSocket listen(int backlog) throws Exception {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    private ListenerWatch watch(ServerSocket one, ServerSocket other) {
        return new ListenerWatch(
                List.of((InetSocketAddress) one.getLocalSocketAddress(), (InetSocketAddress)
                        other.getLocalSocketAddress()),
                Duration.ofMillis(10),
                lost::incrementAndGet);
    }
}
