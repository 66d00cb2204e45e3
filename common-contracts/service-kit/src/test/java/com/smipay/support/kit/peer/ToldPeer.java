package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.http.CorrelationFilter;
import com.smipay.support.kit.http.ErrorFeature;
import com.smipay.support.kit.http.ServiceCredentialGuard;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.testkit.ServerTurn;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A peer as it runs: its internal listener with the credential's guard, the error shape, and a handler of the
/// test's.
final class ToldPeer implements AutoCloseable {
    static final String KEY = "a-service-key-that-is-long-enough-for-any-rule";
    static final String CREDENTIAL = "Bearer " + KEY;

    final List<EventEnvelope> told = new CopyOnWriteArrayList<>();

    /// How many events each call brought that told several.
    final List<Integer> together = new CopyOnWriteArrayList<>();

    volatile EventHandler handler = event -> List.of();

    /// Whether she is of the version that takes several at once.
    volatile boolean takesSeveral = true;

    private final WebServer server;

    ToldPeer() {
        ServerTurn.check();
        server = WebServer.builder()
                .featuresDiscoverServices(false)
                .shutdownHook(false)
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.addFilter(new CorrelationFilter())
                        .addFeature(new ErrorFeature())
                        .addFilter(new ServiceCredentialGuard(new ServiceCredential(KEY)))
                        .addFilter((chain, req, res) -> {
                            if (takesSeveral || !req.path().path().endsWith(InternalEvents.TOGETHER)) {
                                chain.proceed();
                            } else {
                                res.status(404).send();
                            }
                        })
                        .register(InternalEvents.PATH, new InternalEvents(new Handler()))
                        .get(
                                "/internal/things/{id}",
                                (req, res) ->
                                        res.send(req.path().pathParameters().get("id") + " "
                                                + req.query().first("q").orElse("") + " "
                                                + req.headers()
                                                        .value(io.helidon.http.HeaderNames.create("X-Request-Id"))
                                                        .orElse("")))
                        .get("/internal/refused", (req, res) -> res.status(404).send("no")))
                .build()
                .start();
    }

    private final class Handler implements EventHandler {
        @Override
        public List<EventEnvelope> apply(EventEnvelope event) {
            told.add(event);
            return handler.apply(event);
        }

        @Override
        public List<Applied> applyAll(List<EventEnvelope> events) {
            together.add(events.size());
            return EventHandler.super.applyAll(events);
        }
    }

    int port() {
        return server.port();
    }

    Peer as(String name) {
        return at(name, server.port());
    }

    static Peer at(String name, int port) {
        return new Peer(name, URI.create("http://127.0.0.1:" + port));
    }

    static @Nullable String text(PeerAnswer answer) {
        return answer instanceof PeerAnswer.Answered answered
                ? new String(answered.body(), java.nio.charset.StandardCharsets.UTF_8)
                : null;
    }

    @Override
    public void close() {
        server.stop();
    }
}
