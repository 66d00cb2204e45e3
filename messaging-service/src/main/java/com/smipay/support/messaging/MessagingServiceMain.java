package com.smipay.support.messaging;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.peer.InternalEvents;
import com.smipay.support.kit.privacy.ErasureEndpoint;
import com.smipay.support.kit.privacy.ExportEndpoint;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.runtime.ServiceMeters;
import com.smipay.support.messaging.api.ExportMessagesEndpoint;
import com.smipay.support.messaging.api.InternalRouting;
import com.smipay.support.messaging.api.PeopleEndpoints;
import com.smipay.support.messaging.api.PublicRouting;
import com.smipay.support.messaging.api.StateEndpoints;
import com.smipay.support.messaging.config.MessagingSettings;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;

/// The map of the messaging service: every part, and what it is wired to. Neither the database, nor Kafka, nor a
/// peer has to be there when it starts. Each step is made of the ones before it: read them in this order.
public final class MessagingServiceMain {
    static final String SERVICE = "messaging-service";

    private MessagingServiceMain() {}

    /// Every part, wired and not yet started.
    static ServiceApplication application(Config config) {
        ServiceApplication application = new ServiceApplication(SERVICE);
        Settings settings = new Settings(config);
        MessagingSettings messaging = MessagingSettings.from(settings);

        Foundations foundations = Foundations.of(application, settings, SERVICE);
        Database database = foundations.database();
        Peers peers = Peers.of(application, settings, foundations.credential());
        Decisions decisions = Decisions.of(application, foundations, peers);
        Copies copies = Copies.of(application, foundations, peers, decisions);
        Edge edge = Edge.of(settings, messaging, foundations, copies);
        Privacy privacy = Privacy.of(settings, database, decisions);
        Background background = Background.of(application, database, decisions, copies, edge, privacy);
        TicketDoor ticketDoor = TicketDoor.of(messaging, foundations, decisions, copies, edge);
        ChatDoor chatDoor = ChatDoor.of(messaging, foundations, peers, decisions, copies, edge);

        PublicRouting publicRouting = new PublicRouting(
                CaughtUpGate.ofClients(copies.serves()),
                edge.guards(),
                ticketDoor.conversation(),
                ticketDoor.addMessage(),
                ticketDoor.markRead(),
                ticketDoor.reply(),
                chatDoor.users(),
                chatDoor.agents(),
                chatDoor.inbox());
        InternalRouting internalRouting = new InternalRouting(
                foundations.credential(),
                CaughtUpGate.ofPeers(InternalEvents.PATH, copies.serves()),
                decisions.peerEvents(),
                new StateEndpoints(database),
                ticketDoor.forwarded(),
                ticketDoor.forAdmins(),
                ticketDoor.join(),
                ticketDoor.markReadInternally(),
                chatDoor.join(),
                chatDoor.markReadInternally(),
                new PeopleEndpoints(database, copies.agents()),
                new ErasureEndpoint(privacy.erasePerson()::step),
                new ExportEndpoint(privacy.exportPerson()::page),
                new ExportMessagesEndpoint(privacy.exportPerson()),
                chatDoor.presence());

        new ServiceMeters()
                .register(decisions.relay())
                .register(copies.consumer())
                .register(copies.peopleConsumer(), "people")
                .register(peers.notifier())
                .register(database)
                .register(foundations.broker())
                .register(decisions.topics())
                .register(background.chores())
                .register(copies.tickets())
                .register(copies.ratings())
                .register(edge.guards())
                .register(edge.budget());
        WebServer server = Listeners.publicAndInternal(
                ListenerSettings.from(settings, "server"),
                publicRouting::fill,
                ListenerSettings.from(settings, "internal"),
                internalRouting::fill,
                HealthChecks.ofDatabaseService(
                        application,
                        background.schema(),
                        database,
                        copies.consumers(),
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
        ServiceApplication.run(MessagingServiceMain::application);
    }
}
