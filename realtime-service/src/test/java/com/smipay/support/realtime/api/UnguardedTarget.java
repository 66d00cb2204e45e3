package com.smipay.support.realtime.api;

import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.namespace.Namespace;
import com.smipay.support.realtime.fixture.Waiting;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// netty-socketio by its documentation: a token listener that refuses what is wrong, and listeners for the events.
/// It is what the guard is there for, and shows that the attacks of the tests are real.
final class UnguardedTarget implements Target {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable SocketIOClient> newest = new AtomicReference<>();
    private final SocketIOServer server;
    private final SocketIONamespace support;
    private final int port;

    UnguardedTarget() {
        this(Map.of("message", "Unauthorized", "data", Map.of("code", "UNAUTHENTICATED")));
    }

    /// @param refusal the error data of a refused token
    UnguardedTarget(@Nullable Object refusal) {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(0);
        configuration.setTransports(Transport.WEBSOCKET);
        server = new SocketIOServer(configuration);
        support = server.addNamespace("/support");
        support.addAuthTokenListener((auth, client) -> {
            boolean valid = auth instanceof Map<?, ?> map && "valid".equals(map.get("token"));
            return valid ? AuthTokenResult.AuthTokenResultSuccess : new AuthTokenResult(false, refusal);
        });
        support.addConnectListener(newest::set);
        support.addEventListener("join_ticket", Object.class, (client, data, ack) -> heard.add("join_ticket"));
        server.addEventListener("join_ticket", Object.class, (client, data, ack) -> heard.add("join_ticket"));
        ChannelFuture bound = (ChannelFuture) server.startAsync();
        port = ((InetSocketAddress) bound.syncUninterruptibly().channel().localAddress()).getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void pushToEverybody() {
        support.getBroadcastOperations().sendEvent("secret", Map.of("for", "clients"));
    }

    @Override
    public boolean hasClients() {
        return !support.getAllClients().isEmpty();
    }

    /// Whom the library holds for connected to `/`.
    int clientsOfTheDefaultNamespace() {
        return server.getAllClients().size();
    }

    /// The client that connected last.
    SocketIOClient newest() {
        Waiting.until("somebody connects", () -> newest.get() != null);
        return Objects.requireNonNull(newest.get());
    }

    Set<String> rooms() {
        return ((Namespace) support).getRooms();
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void close() {
        // Takes four seconds, which nobody need wait for.
        Thread.ofPlatform().daemon().start(server::stop);
    }
}
