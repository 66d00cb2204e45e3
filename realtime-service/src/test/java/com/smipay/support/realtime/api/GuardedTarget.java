package com.smipay.support.realtime.api;

import com.smipay.support.kit.http.PublishedDocument;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.realtime.fixture.Waiting;
import com.smipay.support.realtime.requests.Authenticator;
import com.smipay.support.realtime.requests.ClientEvent;
import com.smipay.support.realtime.requests.SocketLife;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Frame;
import com.smipay.support.realtime.store.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The library behind the guard, with an application that only takes notes.
final class GuardedTarget implements Target, SocketLife {
    static final String ORIGIN = "https://dashboard.example.com";

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final SocketServer server;
    private final int port;

    GuardedTarget(Duration connectDeadline) {
        this(connectDeadline, 1_000);
    }

    GuardedTarget(Duration connectDeadline, int mostConnections) {
        this(connectDeadline, mostConnections, Runnable::run);
    }

    /// @param delay runs what it is given, when it likes to, on the thread that a verification has
    GuardedTarget(Duration connectDeadline, int mostConnections, Executor delay) {
        TokenVerifier verifier = TokenVerifier.create(new TokenSettings(SECRET, null, null, null), Clock.systemUTC());
        HandshakeContext handshake = new HandshakeContext(
                new UpgradeRules(new Origins(Set.of(ORIGIN))),
                new Authenticator(verifier, admin -> false),
                verification -> executor.execute(() -> delay.execute(verification)),
                PublishedDocument.of("/asyncapi/asyncapi"),
                new HandshakeContext.Patience(
                        connectDeadline, connectDeadline, Duration.ofMillis(500), Duration.ofMillis(300)));
        server = new SocketServer(
                new SocketSettings("127.0.0.1", 0, mostConnections, Set.of(ORIGIN), connectDeadline, 20),
                handshake,
                SocketBounds.STANDARD,
                this);
        port = server.start();
    }

    @Override
    public void entered(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void emitted(Connection connection, ClientEvent event, Reply reply) {
        heard.add(event.name());
        reply.succeed(Map.of("success", true));
    }

    @Override
    public void left(Connection connection) {
        connections.remove(connection);
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
        connections.forEach(connection -> connection.send(Frame.event("secret", Map.of("for", "clients"))));
    }

    @Override
    public boolean hasClients() {
        return !connections.isEmpty();
    }

    Set<Connection> connections() {
        return connections;
    }

    HandshakeCounts counts() {
        return server.counts();
    }

    @Override
    public Duration patience() {
        return Waiting.A_WHILE;
    }

    @Override
    public void close() {
        server.close();
        executor.shutdownNow();
    }
}
