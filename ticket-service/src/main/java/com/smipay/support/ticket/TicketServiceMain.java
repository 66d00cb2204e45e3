package com.smipay.support.ticket;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.privacy.ErasureEndpoint;
import com.smipay.support.kit.privacy.ExportEndpoint;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.runtime.ServiceMeters;
import com.smipay.support.kit.security.DeviceProof;
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
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.store.BatchingTicketWriter;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import java.util.List;

/// The map of the ticket service: every part, and what it is wired to. Neither the database, nor Kafka, nor a peer
/// has to be there when it starts. Each step is made of the ones before it: read them in this order.
public final class TicketServiceMain {
    static final String SERVICE = "ticket-service";

    private TicketServiceMain() {}

    /// Every part, wired and not yet started.
    static ServiceApplication application(Config config) {
        ServiceApplication application = new ServiceApplication(SERVICE);
        Settings settings = new Settings(config);
        TicketSettings ticketSettings = TicketSettings.from(settings);

        Foundations foundations = Foundations.of(application, settings, SERVICE);
        Database database = foundations.database();
        Peers peers = Peers.of(application, settings, foundations.credential());
        Decisions decisions = Decisions.of(application, foundations, peers);
        Copies copies = Copies.of(application, foundations, peers, decisions);
        Edge edge = Edge.of(settings, foundations, copies);
        Privacy privacy = Privacy.of(settings, database, decisions);
        Background background = Background.of(application, ticketSettings, database, decisions, copies, edge, privacy);

        KnownCallers callers = edge.callers();
        Departures departures = copies.departures();
        OpenTicket openTicket = new OpenTicket(
                new BatchingTicketWriter(
                        database, foundations.databaseSettings().acquireTimeout()),
                decisions.commands(),
                DeviceProof.from(settings),
                ticketSettings.numberPrefix(),
                departures::follow);
        TicketRouting routing = new TicketRouting(
                callers,
                new OpeningEndpoint(openTicket, edge.addresses()),
                new FollowUpEndpoint(
                        new FollowUp(
                                peers.messaging(),
                                decisions.idempotent(),
                                decisions.peerEvents(),
                                decisions.events()::announce),
                        edge.budget()),
                new MyTicketsEndpoint(callers, new ListMyTickets(database), edge.budget()),
                new ListEndpoint(callers, new ListTickets(database, ticketSettings.deskZone())),
                new DetailEndpoint(callers, new ReadTicket(database, peers.messaging()), edge.budget()),
                new ChangeEndpoints(callers, new ChangeTicket(database, decisions.commands())),
                new OpenForCallerEndpoint(callers, new OpenForCaller(openTicket, decisions.commands())),
                new ConversationTicketEndpoint(new OpenFromConversation(
                        database, decisions.commands(), ticketSettings.numberPrefix(), departures::follow)),
                new InternalEndpoints(database, departures),
                new ErasureEndpoint(privacy.erasePerson()::step),
                new ExportEndpoint(privacy.exportPerson()::page),
                decisions.peerEvents());

        new ServiceMeters()
                .register(decisions.relay())
                .register(copies.consumer())
                .register(peers.notifier())
                .register(database)
                .register(foundations.broker())
                .register(decisions.topics())
                .register(background.chores())
                .register(copies.conversations())
                .register(copies.ratings())
                .register(edge.guards())
                .register(edge.budget());
        WebServer server = Listeners.publicAndInternal(
                ListenerSettings.from(settings, "server"),
                builder -> routing.external(builder, CaughtUpGate.ofClients(copies.consumer()::serves), edge.guards()),
                ListenerSettings.from(settings, "internal"),
                builder -> routing.internal(builder, foundations.credential()),
                HealthChecks.ofDatabaseService(
                        application,
                        background.schema(),
                        database,
                        List.of(copies.consumer()),
                        decisions.topics(),
                        decisions.relay(),
                        background.chores(),
                        copies.walks()));

        application.startInBackground(background.schema()::start);
        application.listen(server, settings.duration("server.drain"));
        application.startAfterwards(decisions.topics()::start);
        return application;
    }

    public static void main(String[] args) {
        ServiceApplication.run(TicketServiceMain::application);
    }
}
