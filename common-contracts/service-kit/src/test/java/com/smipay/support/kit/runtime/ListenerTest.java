package com.smipay.support.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.http.CrossOrigin;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void aServerGivesThePortThatItTook() throws Exception {
        Listener listener = Listener.of(server(0, 0));

        int port = listener.start().getAsInt();

        assertThat(isTaken(port)).isTrue();
        listener.stop().run();
        assertThat(isTaken(port)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerOneOfWhoseListenersCannotBeOpenedDoesNotStart(boolean isPublic) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Listener listener = Listener.of(isPublic ? server(port, 0) : server(0, port));

            assertThatThrownBy(() -> listener.start().getAsInt()).hasMessageContaining("its port is taken");
        }
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() != port;
        } catch (IOException e) {
            return true;
        }
    }

    private static WebServer server(int port, int internalPort) {
        return Listeners.publicAndInternal(
                settings(port), routing -> {}, settings(internalPort), routing -> {}, List.of(HealthChecks.live()));
    }

    private static ListenerSettings settings(int port) {
        return new ListenerSettings(HOST, port, 10, 10, 10, Duration.ofSeconds(1), CrossOrigin.NONE);
    }
}
