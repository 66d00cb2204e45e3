package com.smipay.support.messaging;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.config.ServiceConfig;
import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.consume.EventConsumer;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.SchemaSetup;
import com.smipay.support.kit.event.CloudEventRecords;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.idempotency.IdempotentExecutor;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.outbox.RelaySettings;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.kit.peer.InternalEvents;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.peer.PeerNotifier;
import com.smipay.support.kit.runtime.Lifecycle;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.runtime.ServiceMeters;
import com.smipay.support.kit.runtime.Sweeper;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.messaging.config.MessagingSettings;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.edge.Visitors;
import com.smipay.support.messaging.posting.AddMessageEndpoint;
import com.smipay.support.messaging.posting.ForwardedMessageEndpoint;
import com.smipay.support.messaging.posting.PostForwarded;
import com.smipay.support.messaging.projection.Agents;
import com.smipay.support.messaging.projection.IdentityRecords;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.projection.PeopleEndpoints;
import com.smipay.support.messaging.projection.TicketProjector;
import com.smipay.support.messaging.projection.TicketSource;
import com.smipay.support.messaging.reading.AdminConversationEndpoint;
import com.smipay.support.messaging.reading.ConversationEndpoint;
import com.smipay.support.messaging.reading.InternalReadEndpoint;
import com.smipay.support.messaging.reading.JoinEndpoint;
import com.smipay.support.messaging.reading.MarkReadEndpoint;
import com.smipay.support.messaging.reading.ReadableConversations;
import com.smipay.support.messaging.replying.ReplyEndpoint;
import com.smipay.support.messaging.store.BatchingMessageWriter;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.IdempotentWrites;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The map of the messaging service: every part, and what it is wired to. Neither the database, nor Kafka, nor a
/// peer has to be there when it starts.
public final class MessagingServiceMain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingServiceMain.class);
    private static final String SERVICE = "messaging-service";

    /// Bytes: what the heap of the smallest deployment holds four times, beside as many answers as are being sent.
    private static final int ANSWERS_IN_THE_MAKING = 8 * 1024 * 1024;

    private final Lifecycle lifecycle = new Lifecycle(SERVICE);
    private final WebServer server;

    MessagingServiceMain(Config config) {
        Settings settings = new Settings(config);
        MessagingSettings messaging = MessagingSettings.from(settings);
        ServiceCredential credential = new ServiceCredential(settings.text("internal.service-key"));
        Peer ticketPeer = new Peer("ticket", settings.addresses("peers.ticket.url"));

        DatabaseSettings databaseSettings = DatabaseSettings.from(settings);
        Database database = new Database(databaseSettings);
        RowTurns turns = new RowTurns(databaseSettings);
        KafkaSettings kafka = KafkaSettings.from(settings);
        Broker broker = new Broker(kafka, SERVICE);
        TopicSetup topics = new TopicSetup(broker, TopicPlan.ofProduct(kafka));
        OutboxRelay relay = new OutboxRelay(database, broker, SERVICE, RelaySettings.standard());
        AppliedEvents projector = new AppliedEvents(new TicketProjector(database), turns);
        CloudEventRecords records = new CloudEventRecords(projector);
        EventConsumer consumer = new EventConsumer(
                broker,
                SERVICE,
                Map.of(
                        Topics.TICKETS,
                        records,
                        Topics.RATINGS,
                        records,
                        Topics.IDENTITY_USERS,
                        new IdentityRecords(database, broker)::person));
        Nonces nonces = new Nonces(database);
        EmailAttempts guesses = new EmailAttempts(database, messaging.wrongEmails(), messaging.wrongEmailsPeriod());
        Sweeper sweeper = new Sweeper(
                List.of(new IdempotentExecutor(database)::forgetOld, nonces::forgetOld, guesses::forgetOld));
        SchemaSetup schema = new SchemaSetup(database, () -> {
            relay.start();
            consumer.start();
            sweeper.start();
        });

        PeerNotifier notifier =
                new PeerNotifier(List.of(ticketPeer), credential.headerValue(), CallSettings.forNotifying());
        PeerClient tickets = new PeerClient(ticketPeer, credential.headerValue(), CallSettings.forAsking());
        KnownConversations known = new KnownConversations(database, new TicketSource(tickets, projector));
        EventPublisher announcer = new EventPublisher(relay, notifier, projector);
        BatchingMessageWriter posting = new BatchingMessageWriter(database, databaseSettings.acquireTimeout(), turns);
        IdempotentWrites writes = new IdempotentWrites(database, posting, turns);

        TokenVerifier tokens = TokenVerifier.create(TokenSettings.from(settings), Clock.systemUTC());
        Callers callers = new Callers(tokens);
        Visitors visitors = new Visitors(new DeviceProof(settings.text("guest.proof-key")));
        AccessRules access = new AccessRules(messaging.readAccess());
        ReadableConversations readable = new ReadableConversations(known, access, guesses);
        Agents agents = new Agents(database, AdminRoles.from(settings));
        AnswerBudget budget = new AnswerBudget(ANSWERS_IN_THE_MAKING);

        UserSideGuards guards = new UserSideGuards(settings, nonces, callers, PublicRouting.WITHOUT_TOKEN);
        PublicRouting publicRouting = new PublicRouting(
                CaughtUpGate.ofClients(consumer::serves),
                guards,
                new ConversationEndpoint(callers, agents, visitors, readable, database, messaging.support(), budget),
                new AddMessageEndpoint(callers, visitors, known, guesses, writes, announcer),
                new MarkReadEndpoint(callers, visitors, readable, writes, announcer),
                new ReplyEndpoint(callers, agents, known, writes, announcer));
        InternalRouting internalRouting = new InternalRouting(
                credential,
                CaughtUpGate.ofPeers(InternalEvents.PATH, consumer::serves),
                projector,
                new ForwardedMessageEndpoint(
                        new PostForwarded(known, guesses, writes, visitors, access, messaging.support(), budget),
                        announcer),
                new AdminConversationEndpoint(known, database, budget),
                new JoinEndpoint(known, agents, database, messaging.support(), budget),
                new InternalReadEndpoint(known, writes, announcer),
                new PeopleEndpoints(database, agents));

        new ServiceMeters().of(relay).of(consumer).of(notifier).of(database).of(guards);
        this.server = Listeners.publicAndInternal(
                ListenerSettings.from(settings, "server"),
                publicRouting::fill,
                ListenerSettings.from(settings, "internal"),
                internalRouting::fill,
                lifecycle.checks(schema, database, consumer, relay.duty(), sweeper.duty()));

        lifecycle.started("tokens", tokens::close);
        lifecycle.started("broker", broker::close);
        lifecycle.started("database", database::close);
        lifecycle.started("peers", () -> {
            notifier.close();
            tickets.close();
        });
        lifecycle.started("topics", topics::close);
        lifecycle.started("relay", relay::close);
        lifecycle.started("consumer", consumer::close);
        lifecycle.started("sweeper", sweeper::close);
        lifecycle.started("schema", schema::close);
        lifecycle.started("server", server::stop);
        lifecycle.drainFor(settings.duration("server.drain"));
        topics.start();
        schema.start();
        server.start();
    }

    /// The port that the public listener took.
    int port() {
        return server.port();
    }

    /// The port that the internal listener took.
    int internalPort() {
        return server.port("internal");
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        MessagingServiceMain service = new MessagingServiceMain(ServiceConfig.load(System.getenv()));
        service.lifecycle.stopOnSignals();
        LOG.info("{} serves on port {}, internally on {}", SERVICE, service.port(), service.internalPort());
    }
}
