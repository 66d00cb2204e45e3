package com.smipay.support.ticket;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.compare.CopyWalk;
import com.smipay.support.kit.compare.Epoch;
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
import com.smipay.support.kit.http.ClientAddress;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.identity.IdentityProjector;
import com.smipay.support.kit.identity.PartitionEnds;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.outbox.RelaySettings;
import com.smipay.support.kit.outbox.Restatement;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.peer.PeerNotifier;
import com.smipay.support.kit.privacy.ErasureEndpoint;
import com.smipay.support.kit.privacy.ExportEndpoint;
import com.smipay.support.kit.privacy.RetentionSettings;
import com.smipay.support.kit.runtime.Chore;
import com.smipay.support.kit.runtime.Chores;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.runtime.ServiceMeters;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.ticket.admin.ChangeTicket;
import com.smipay.support.ticket.admin.ListTickets;
import com.smipay.support.ticket.admin.ReadTicket;
import com.smipay.support.ticket.api.ChangeEndpoints;
import com.smipay.support.ticket.api.ConversationTicketEndpoint;
import com.smipay.support.ticket.api.DetailEndpoint;
import com.smipay.support.ticket.api.FollowUpEndpoint;
import com.smipay.support.ticket.api.InternalEndpoints;
import com.smipay.support.ticket.api.KnownCallers;
import com.smipay.support.ticket.api.ListEndpoint;
import com.smipay.support.ticket.api.MyTicketsEndpoint;
import com.smipay.support.ticket.api.OpenForCallerEndpoint;
import com.smipay.support.ticket.api.OpeningEndpoint;
import com.smipay.support.ticket.api.TicketRouting;
import com.smipay.support.ticket.config.TicketSettings;
import com.smipay.support.ticket.conversation.FollowUp;
import com.smipay.support.ticket.conversation.ListMyTickets;
import com.smipay.support.ticket.conversion.OpenFromConversation;
import com.smipay.support.ticket.opening.OpenForCaller;
import com.smipay.support.ticket.opening.OpenTicket;
import com.smipay.support.ticket.privacy.ErasePerson;
import com.smipay.support.ticket.privacy.ExportPerson;
import com.smipay.support.ticket.privacy.ForgetOld;
import com.smipay.support.ticket.replica.ComparedConversations;
import com.smipay.support.ticket.replica.ComparedRatings;
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.replica.PeerEventProjector;
import com.smipay.support.ticket.replica.PersonReplica;
import com.smipay.support.ticket.replica.SessionReplica;
import com.smipay.support.ticket.store.Analytics;
import com.smipay.support.ticket.store.BatchingTicketWriter;
import com.smipay.support.ticket.store.CommonTrigrams;
import com.smipay.support.ticket.store.Erasures;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.PendingEntries;
import com.smipay.support.ticket.store.Sessions;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.TicketNumbers;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The map of the ticket service: every part, and what it is wired to. Neither the database, nor Kafka, nor a peer
/// has to be there when it starts.
public final class TicketServiceMain {
    private static final String SERVICE = "ticket-service";
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration RARELY = Duration.ofMinutes(10);

    /// Bytes: what the heap of the smallest deployment holds four times, beside as many answers as are being sent.
    private static final int ANSWERS_IN_THE_MAKING = 8 * 1024 * 1024;

    private TicketServiceMain() {}

    /// Every part, wired and not yet started.
    static ServiceApplication application(Config config) {
        ServiceApplication application = new ServiceApplication(SERVICE);
        Settings settings = new Settings(config);
        TicketSettings ticketSettings = TicketSettings.from(settings);
        ServiceCredential credential = ServiceCredential.from(settings);
        DeviceProof proof = DeviceProof.from(settings);
        Peer messagingService = new Peer("messaging", settings.addresses("peers.messaging.url"));
        Peer ratingService = new Peer("rating", settings.addresses("peers.rating.url"));

        TokenVerifier tokens =
                application.keep("tokens", TokenVerifier.create(TokenSettings.from(settings), Clock.systemUTC()));
        DatabaseSettings databaseSettings = DatabaseSettings.from(settings);
        Database database = application.keep("database", new Database(databaseSettings));
        RowTurns turns = new RowTurns(databaseSettings);
        KafkaSettings kafka = KafkaSettings.from(settings);
        Broker broker = application.keep("broker", new Broker(kafka, SERVICE));
        PeerNotifier peers = application.keep(
                "peers",
                new PeerNotifier(
                        List.of(messagingService, ratingService),
                        credential.headerValue(),
                        CallSettings.forNotifying()));
        PeerClient messaging = application.keep(
                "peer client", new PeerClient(messagingService, credential.headerValue(), CallSettings.forAsking()));
        // Of their own, so that nobody else is refused because a comparison found its peer away.
        PeerClient conversations = application.keep(
                "conversations' comparison",
                new PeerClient(messagingService, credential.headerValue(), CallSettings.forAsking()));
        PeerClient ratings = application.keep(
                "ratings' comparison",
                new PeerClient(ratingService, credential.headerValue(), CallSettings.forAsking()));
        TopicSetup topics = application.keep("topics", new TopicSetup(broker, TopicPlan.ofProduct(kafka)));
        OutboxRelay relay = application.keep(
                "relay", new OutboxRelay(database, broker, topics::done, SERVICE, RelaySettings.standard()));
        AppliedEvents peerEvents = new AppliedEvents(new PeerEventProjector(database, relay::wake), turns);
        EventPublisher publisher = new EventPublisher(relay, peers, peerEvents);
        Departures departures = new Departures(database, publisher::announce);
        PartitionEnds ends = PartitionEnds.of(broker);
        EventConsumer consumer = application.keep(
                "consumer",
                new EventConsumer(
                        broker,
                        SERVICE,
                        Map.of(
                                Topics.MESSAGES,
                                new CloudEventRecords(peerEvents),
                                Topics.RATINGS,
                                new CloudEventRecords(peerEvents),
                                Topics.IDENTITY_USERS,
                                IdentityProjector.ofPeople(
                                        ends, new PersonReplica(database, departures, AdminRoles.from(settings))),
                                Topics.IDENTITY_SESSIONS,
                                IdentityProjector.ofSessions(ends, new SessionReplica(database)))));
        IdempotentExecutor idempotent = new IdempotentExecutor(database);
        Nonces nonces = new Nonces(database);
        Restatement restatement = new Restatement(database, consumer::serves, TicketChanges::restate, relay::wake);
        CopyWalk conversationWalk = new CopyWalk(
                "copies of conversations",
                conversations,
                new CopyWalk.Paths("/internal/conversations/states", "/internal/conversations/", "/state"),
                new ComparedConversations(database, peerEvents),
                () -> Epoch.of(database),
                consumer::serves);
        CopyWalk ratingWalk = new CopyWalk(
                "copies of ratings",
                ratings,
                new CopyWalk.Paths("/internal/ratings/states", "/internal/ratings/", ""),
                new ComparedRatings(database, peerEvents),
                () -> Epoch.of(database),
                consumer::serves);
        ErasePerson erasePerson = new ErasePerson(database, publisher::announce);
        ForgetOld forgetOld = new ForgetOld(database, RetentionSettings.from(settings), erasePerson);
        Chores chores = application.keep(
                "chores",
                new Chores(List.of(
                        new Chore("figures", EACH_SECOND, () -> Analytics.fold(database)),
                        new Chore("people of searches", EACH_SECOND, () -> Folding.people(database)),
                        new Chore("tickets of searches", EACH_SECOND, () -> Folding.tickets(database)),
                        new Chore("lists beside indexes", EACH_SECOND, () -> PendingEntries.fold(database)),
                        new Chore("states of before a restore", EACH_SECOND, restatement::tellSome),
                        new Chore("comparison of conversations", EACH_SECOND, conversationWalk::step),
                        new Chore("comparison of ratings", EACH_SECOND, ratingWalk::step),
                        new Chore("contacts of who was erased", SOON, () -> Erasures.forgetContacts(database)),
                        new Chore("what is kept no longer", EACH_SECOND, forgetOld::step),
                        new Chore("numbers of the coming year", RARELY, () -> TicketNumbers.makeAhead(database)),
                        new Chore("what is common in texts", RARELY, () -> CommonTrigrams.count(database)),
                        new Chore(
                                "old registration sessions",
                                RARELY,
                                () -> Sessions.forgetExpired(database, ticketSettings.sessionsKept())),
                        new Chore("answers about who was erased", SOON, idempotent::forgetNamed),
                        new Chore("old idempotency keys", RARELY, idempotent::forgetOld),
                        new Chore("outbox behind its head", RARELY, relay::lookBehindHead),
                        new Chore("old nonces", RARELY, nonces::forgetOld))));
        SchemaSetup schema = application.keep("schema", new SchemaSetup(database, () -> {
            relay.start();
            consumer.start();
            chores.start();
        }));

        CommandExecutor commands = new CommandExecutor(idempotent, turns, publisher::announce);
        Callers verified = new Callers(tokens);
        UserSideGuards guards =
                new UserSideGuards(settings, nonces, verified, TicketRouting.WITHOUT_TOKEN, consumer::replicas);
        KnownCallers callers = new KnownCallers(verified, database);
        BatchingTicketWriter openings = new BatchingTicketWriter(database, databaseSettings.acquireTimeout());
        OpenTicket openTicket =
                new OpenTicket(openings, commands, proof, ticketSettings.numberPrefix(), departures::follow);
        AnswerBudget budget = new AnswerBudget(ANSWERS_IN_THE_MAKING);
        TicketRouting routing = new TicketRouting(
                callers,
                new OpeningEndpoint(openTicket, new ClientAddress(settings.list("proxies.trusted"))),
                new FollowUpEndpoint(new FollowUp(messaging, idempotent, peerEvents, publisher::announce), budget),
                new MyTicketsEndpoint(callers, new ListMyTickets(database)),
                new ListEndpoint(callers, new ListTickets(database, ticketSettings.deskZone())),
                new DetailEndpoint(callers, new ReadTicket(database, messaging), budget),
                new ChangeEndpoints(callers, new ChangeTicket(database, commands)),
                new OpenForCallerEndpoint(callers, new OpenForCaller(openTicket, commands)),
                new ConversationTicketEndpoint(new OpenFromConversation(
                        database, commands, ticketSettings.numberPrefix(), departures::follow)),
                new InternalEndpoints(database, departures),
                new ErasureEndpoint(erasePerson::step),
                new ExportEndpoint(new ExportPerson(database)::page),
                peerEvents);

        new ServiceMeters()
                .register(relay)
                .register(consumer)
                .register(peers)
                .register(database)
                .register(conversationWalk)
                .register(ratingWalk)
                .register(guards);
        WebServer server = Listeners.publicAndInternal(
                ListenerSettings.from(settings, "server"),
                builder -> routing.external(builder, CaughtUpGate.ofClients(consumer::serves), guards),
                ListenerSettings.from(settings, "internal"),
                builder -> routing.internal(builder, credential),
                HealthChecks.ofDatabaseService(
                        application,
                        schema,
                        database,
                        List.of(consumer),
                        topics,
                        relay,
                        chores,
                        List.of(conversationWalk, ratingWalk)));

        application.startInBackground(schema::start);
        application.listen(server, settings.duration("server.drain"));
        application.startAfterwards(topics::start);
        return application;
    }

    public static void main(String[] args) {
        ServiceApplication.run(TicketServiceMain::application);
    }
}
