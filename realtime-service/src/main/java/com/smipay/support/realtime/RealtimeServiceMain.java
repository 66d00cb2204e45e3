package com.smipay.support.realtime;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.http.ServiceCredentialGuard;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.HealthChecks.Finding;
import com.smipay.support.kit.runtime.Listener;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.runtime.ServiceMeters;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.threads.BackgroundTask;
import com.smipay.support.realtime.api.SocketServer;
import com.smipay.support.realtime.domain.PushRules;
import com.smipay.support.realtime.presence.Presence;
import com.smipay.support.realtime.presence.PresenceClient;
import com.smipay.support.realtime.push.Feed;
import com.smipay.support.realtime.push.TailState;
import com.smipay.support.realtime.replica.AgentInquiry;
import com.smipay.support.realtime.replica.Agents;
import com.smipay.support.realtime.requests.Authenticator;
import com.smipay.support.realtime.requests.EventDispatcher;
import com.smipay.support.realtime.requests.MessagingClient;
import com.smipay.support.realtime.store.GracefulDrain;
import com.smipay.support.realtime.store.Indicators;
import com.smipay.support.realtime.store.Rooms;
import com.smipay.support.realtime.store.TypingWire;
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
import java.util.stream.Stream;

/// The map of the realtime service: every part, and what it is wired to. Neither Kafka nor the messaging service
/// has to be there when it starts. Instances know nothing of each other but what stands on Kafka.
public final class RealtimeServiceMain {
    private static final String SERVICE = "realtime-service";
    private static final int MOST_TICKETS_JOINED = 200;
    private static final int MOST_QUESTIONS = 64;
    private static final Duration AGENTS_ASKED_AGAIN = Duration.ofSeconds(5);

    private RealtimeServiceMain() {}

    /// Every part, wired and not yet started.
    static ServiceApplication application(RealtimeSettings settings) {
        Instant start = Instant.now();
        ServiceApplication application = new ServiceApplication(SERVICE);
        ServiceCredential credential = settings.credential();
        TokenVerifier tokens = application.keep("tokens", TokenVerifier.create(settings.tokens(), Clock.systemUTC()));
        Broker broker = application.keep("broker", new Broker(settings.kafka(), SERVICE));
        TopicSetup topics = application.keep("topics", new TopicSetup(broker, TopicPlan.ofProduct(settings.kafka())));
        PeerClient messaging = application.keep(
                "messaging",
                new PeerClient(
                        settings.messaging(),
                        credential.headerValue(),
                        new CallSettings(Duration.ofSeconds(2), MOST_QUESTIONS, 5, Duration.ofSeconds(1))));
        // Of its own: a herd of clients that join keeps no beat waiting.
        PeerClient beats = application.keep(
                "beats",
                new PeerClient(
                        settings.messaging(),
                        credential.headerValue(),
                        new CallSettings(Duration.ofSeconds(2), 1, 5, Duration.ofSeconds(1))));
        UUID instanceId = UUID.randomUUID();
        ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
        application.keep("requests", requests::shutdownNow);

        Rooms rooms = new Rooms(MOST_TICKETS_JOINED, settings.sockets().mostPerPerson());
        TypingWire typingWire = application.keep("typing wire", new TypingWire(settings.kafka(), topics::done));
        Indicators indicators =
                application.keep("indicators", new Indicators(rooms, instanceId, typingWire, Indicators.Times.USUAL));
        Agents agents = application.keep(
                "agents",
                new Agents(new AgentInquiry(messaging), settings.tokens().adminRoles(), rooms, AGENTS_ASKED_AGAIN));
        Presence presence = application.keep("presence", new Presence(new PresenceClient(beats), rooms, instanceId));
        Feed feed = application.keep(
                "feed", new Feed(broker, start, new PushRules(settings.identity()), rooms, indicators, agents));
        Authenticator authenticator = new Authenticator(tokens, agents);
        EventDispatcher dispatcher = new EventDispatcher(
                rooms,
                indicators,
                new MessagingClient(messaging),
                settings.identity(),
                authenticator,
                agents,
                requests);
        SocketServer sockets = new SocketServer(settings.sockets(), authenticator, requests, dispatcher);
        List<BackgroundTask> tasks = Stream.concat(
                        feed.tasks().stream(),
                        Stream.of(presence.task(), agents.task(), typingWire.task(), topics.task()))
                .toList();
        WebServer internal = Listeners.internalOnly(
                settings.internal(),
                routing -> routing.addFilter(new ServiceCredentialGuard(credential)),
                checks(application, feed, topics, broker, tasks));

        new ServiceMeters().register(broker).register(topics).register(tasks);
        RealtimeMeters meters = new RealtimeMeters();
        meters.register(rooms);
        meters.register(sockets.counts());
        meters.register(feed);
        meters.register(typingWire);
        meters.register(presence);

        application.startInBackground(() -> {
            typingWire.start();
            indicators.start();
            agents.start();
            presence.start();
            feed.start();
        });
        application.listen(
                new Listener(settings.sockets().host(), sockets::start, sockets::close), Listener.of(internal), () -> {
                    sockets.stopAccepting();
                    GracefulDrain.toAll(rooms, settings.grace());
                });
        application.startAfterwards(topics::start);
        return application;
    }

    /// Degraded without Kafka, for sockets and joining go on; not ready while nobody knows from where to read.
    private static List<HealthCheck> checks(
            ServiceApplication application, Feed feed, TopicSetup topics, Broker broker, List<BackgroundTask> tasks) {
        return List.of(
                HealthChecks.live(),
                HealthChecks.notStopping(application::isStopping),
                HealthChecks.topics(topics),
                HealthChecks.tasks(tasks),
                HealthChecks.readiness(
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

    public static void main(String[] args) {
        ServiceApplication.run(config -> application(RealtimeSettings.from(new Settings(config))));
    }
}
