package com.smipay.support.rating;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.compare.CopyWalk;
import com.smipay.support.kit.compare.Epoch;
import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.consume.EventConsumer;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.SchemaSetup;
import com.smipay.support.kit.event.CloudEventRecords;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.kafka.Broker;
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
import com.smipay.support.kit.runtime.Chore;
import com.smipay.support.kit.runtime.Chores;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.runtime.ServiceMeters;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.rating.api.RatingEndpoint;
import com.smipay.support.rating.api.RatingRouting;
import com.smipay.support.rating.api.StateEndpoints;
import com.smipay.support.rating.feedback.RateTicket;
import com.smipay.support.rating.replica.ComparedTickets;
import com.smipay.support.rating.replica.TicketProjector;
import com.smipay.support.rating.replica.TicketSource;
import com.smipay.support.rating.store.Ratings;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The map of the rating service: every part, and what it is wired to. Neither the database, nor Kafka, nor a peer
/// has to be there when it starts.
public final class RatingServiceMain {
    private static final String SERVICE = "rating-service";
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration RARELY = Duration.ofMinutes(5);

    private RatingServiceMain() {}

    /// Every part, wired and not yet started.
    static ServiceApplication application(Config config) {
        ServiceApplication application = new ServiceApplication(SERVICE);
        Settings settings = new Settings(config);
        Foundations foundations = Foundations.of(application, settings, SERVICE);
        ServiceCredential credential = foundations.credential();
        Database database = foundations.database();
        RowTurns turns = foundations.turns();
        Broker broker = foundations.broker();
        Peer tickets = new Peer("ticket", settings.addresses("peers.ticket.url"));
        Peer messaging = new Peer("messaging", settings.addresses("peers.messaging.url"));

        PeerNotifier peers = application.keep(
                "peers",
                new PeerNotifier(List.of(tickets, messaging), credential.headerValue(), CallSettings.forNotifying()));
        PeerClient ticketService = application.keep(
                "peer client", new PeerClient(tickets, credential.headerValue(), CallSettings.forAsking()));
        // Of its own, so that nobody else is refused because a comparison found its peer away.
        PeerClient owners = application.keep(
                "tickets' comparison", new PeerClient(tickets, credential.headerValue(), CallSettings.forAsking()));
        TopicSetup topics = application.keep("topics", new TopicSetup(broker, TopicPlan.ofProduct(broker.settings())));
        OutboxRelay relay = application.keep(
                "relay", new OutboxRelay(database, broker, topics::done, SERVICE, RelaySettings.standard()));
        AppliedEvents projector = new AppliedEvents(new TicketProjector(database), turns);
        EventConsumer consumer = application.keep(
                "consumer",
                new EventConsumer(broker, SERVICE, Map.of(Topics.TICKETS, new CloudEventRecords(projector))));
        IdempotentExecutor idempotent = new IdempotentExecutor(database);
        Nonces nonces = new Nonces(database);
        Restatement restatement = new Restatement(database, consumer::serves, Ratings::restate, relay::wake);
        CopyWalk ticketWalk = new CopyWalk(
                "copies of tickets",
                owners,
                new CopyWalk.Paths("/internal/tickets/states", "/internal/tickets/", ""),
                new ComparedTickets(database, projector),
                () -> Epoch.of(database),
                consumer::serves);
        Chores chores = application.keep(
                "chores",
                new Chores(List.of(
                        new Chore("states of before a restore", EACH_SECOND, restatement::tellSome),
                        new Chore("comparison of tickets", EACH_SECOND, ticketWalk::step),
                        new Chore("answers about who was erased", SOON, idempotent::forgetNamed),
                        new Chore("old idempotency keys", RARELY, idempotent::forgetOld),
                        new Chore("outbox behind its head", RARELY, relay::lookBehindHead),
                        new Chore("old nonces", RARELY, nonces::forgetOld))));
        SchemaSetup schema = application.keep("schema", new SchemaSetup(database, () -> {
            relay.start();
            consumer.start();
            chores.start();
        }));

        EventPublisher publisher = new EventPublisher(relay, peers, projector);
        CommandExecutor commands = new CommandExecutor(idempotent, turns, publisher::announce);
        RateTicket rateTicket = new RateTicket(commands, new TicketSource(ticketService, projector));
        Callers callers = new Callers(foundations.tokens());
        UserSideGuards guards = new UserSideGuards(settings, nonces, callers, List.of(), consumer::replicas);
        RatingRouting routing = new RatingRouting(
                CaughtUpGate.ofClients(consumer::serves),
                guards,
                new RatingEndpoint(callers, rateTicket),
                credential,
                projector,
                new StateEndpoints(database));

        new ServiceMeters()
                .register(relay)
                .register(consumer)
                .register(peers)
                .register(database)
                .register(broker)
                .register(topics)
                .register(chores)
                .register(ticketWalk)
                .register(guards);
        WebServer server = Listeners.publicAndInternal(
                ListenerSettings.from(settings, "server"),
                routing::fillPublic,
                ListenerSettings.from(settings, "internal"),
                routing::fillInternal,
                HealthChecks.ofDatabaseService(
                        application, schema, database, List.of(consumer), topics, relay, chores, List.of(ticketWalk)));

        application.startInBackground(schema::start);
        application.listen(server, settings.duration("server.drain"));
        application.startAfterwards(topics::start);
        return application;
    }

    public static void main(String[] args) {
        ServiceApplication.run(RatingServiceMain::application);
    }
}
