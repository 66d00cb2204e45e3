package com.smipay.support.realtime;

import com.smipay.support.kit.config.ServiceConfig;
import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.http.ServiceCredentialGuard;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.runtime.HealthReport.Finding;
import com.smipay.support.kit.runtime.Lifecycle;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.realtime.agents.AgentInquiry;
import com.smipay.support.realtime.agents.Agents;
import com.smipay.support.realtime.domain.PushRules;
import com.smipay.support.realtime.handshake.Authenticator;
import com.smipay.support.realtime.handshake.SocketServer;
import com.smipay.support.realtime.push.Feed;
import com.smipay.support.realtime.push.TailState;
import com.smipay.support.realtime.requests.EventDispatcher;
import com.smipay.support.realtime.requests.MessagingClient;
import com.smipay.support.realtime.rooms.GracefulDrain;
import com.smipay.support.realtime.rooms.Rooms;
import com.smipay.support.realtime.typing.Typing;
import com.smipay.support.realtime.typing.TypingWire;
import io.helidon.health.HealthCheck;
import io.helidon.webserver.WebServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The map of the realtime service: every part, and what it is wired to. Neither Kafka nor the messaging service has
/// to be there when it starts. Instances know nothing of each other but what stands on Kafka.
public final class RealtimeServiceMain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RealtimeServiceMain.class);
    private static final String SERVICE = "realtime-service";
    private static final int MOST_TICKETS_JOINED = 200;
    private static final int MOST_QUESTIONS = 64;
    private static final Duration TYPING_RUNS_OUT = Duration.ofSeconds(6);
    private static final Duration AGENTS_ASKED_AGAIN = Duration.ofSeconds(5);

    private final Lifecycle lifecycle = new Lifecycle(SERVICE);
    private final WebServer internal;
    private final int port;

    RealtimeServiceMain(RealtimeSettings settings) {
        Instant start = Instant.now();
        ServiceCredential credential = new ServiceCredential(settings.serviceKey());
        TokenVerifier tokens = TokenVerifier.create(settings.tokens(), Clock.systemUTC());
        Broker broker = new Broker(settings.kafka(), SERVICE);
        TopicSetup topics = new TopicSetup(broker, TopicPlan.ofProduct(settings.kafka()));
        ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
        PeerClient messaging = new PeerClient(
                settings.messaging(),
                credential.headerValue(),
                new CallSettings(Duration.ofSeconds(2), MOST_QUESTIONS, 5, Duration.ofSeconds(1)));

        Rooms rooms = new Rooms(MOST_TICKETS_JOINED, settings.sockets().mostPerPerson());
        TypingWire typingWire = new TypingWire(settings.kafka());
        Typing typing = new Typing(rooms, UUID.randomUUID(), typingWire, TYPING_RUNS_OUT);
        Agents agents =
                new Agents(new AgentInquiry(messaging), settings.tokens().adminRoles(), rooms, AGENTS_ASKED_AGAIN);
        Feed feed = new Feed(broker, start, new PushRules(settings.identity()), rooms, typing, agents);
        Authenticator authenticator = new Authenticator(tokens, agents);
        EventDispatcher dispatcher =
                new EventDispatcher(rooms, typing, new MessagingClient(messaging), authenticator, agents, requests);
        SocketServer sockets = new SocketServer(settings.sockets(), authenticator, requests, dispatcher);
        this.internal = Listeners.internalOnly(
                settings.internal(),
                routing -> routing.addFilter(new ServiceCredentialGuard(credential)),
                checks(feed, broker));

        RealtimeMeters meters = new RealtimeMeters();
        meters.of(rooms);
        meters.of(sockets.counts());
        meters.of(feed);
        meters.of(typingWire);

        lifecycle.started("internal listener", internal::stop);
        lifecycle.started("tokens", tokens::close);
        lifecycle.started("broker", broker::close);
        lifecycle.started("topics", topics::close);
        lifecycle.started("messaging", messaging::close);
        lifecycle.started("requests", requests::shutdownNow);
        lifecycle.started("typing wire", typingWire::close);
        lifecycle.started("typing", typing::close);
        lifecycle.started("agents", agents::close);
        lifecycle.started("feed", feed::close);
        lifecycle.started("sockets", sockets::close);
        lifecycle.started("goodbye", () -> {
            sockets.stopAccepting();
            GracefulDrain.toAll(rooms, settings.grace());
        });
        try {
            topics.start();
            typingWire.start();
            agents.start();
            feed.start();
            this.port = sockets.start();
            internal.start();
        } catch (RuntimeException e) {
            // Threads that go on would keep a process alive that serves nobody.
            lifecycle.close();
            throw e;
        }
    }

    /// Degraded without Kafka, for sockets and joining go on; not ready while nobody knows from where to read.
    private List<HealthCheck> checks(Feed feed, Broker broker) {
        return List.of(
                Lifecycle.liveness(),
                lifecycle.stoppingCheck(),
                Lifecycle.readiness(
                        "events",
                        () -> new Finding(
                                feed.state() != TailState.RESOLVING,
                                feed.state() == TailState.BROKER_AWAY,
                                Map.of(
                                        "state",
                                        feed.state().name(),
                                        "malformed",
                                        feed.malformed(),
                                        "kafka",
                                        broker.sentence()))));
    }

    /// The port that sockets connect to.
    int port() {
        return port;
    }

    /// The port that the internal listener took.
    int internalPort() {
        return internal.port();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Settings settings = new Settings(ServiceConfig.load(System.getenv()));
        RealtimeServiceMain service = new RealtimeServiceMain(RealtimeSettings.from(settings));
        service.lifecycle.stopOnSignals();
        LOG.info("{} serves on port {}, internally on {}", SERVICE, service.port(), service.internalPort());
    }
}
