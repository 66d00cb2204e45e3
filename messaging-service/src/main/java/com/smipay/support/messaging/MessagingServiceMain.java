package com.smipay.support.messaging;

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
import com.smipay.support.kit.peer.InternalEvents;
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
import com.smipay.support.kit.security.CallerRecorder;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.messaging.api.AddMessageEndpoint;
import com.smipay.support.messaging.api.AdminCalls;
import com.smipay.support.messaging.api.AdminChatEndpoint;
import com.smipay.support.messaging.api.AdminConversationEndpoint;
import com.smipay.support.messaging.api.AgentEndpoints;
import com.smipay.support.messaging.api.AgentsEndpoint;
import com.smipay.support.messaging.api.ChatEndpoint;
import com.smipay.support.messaging.api.ChatEndpoints;
import com.smipay.support.messaging.api.ChatJoinEndpoint;
import com.smipay.support.messaging.api.ChatListEndpoint;
import com.smipay.support.messaging.api.ChatReadEndpoint;
import com.smipay.support.messaging.api.ChatReplyEndpoint;
import com.smipay.support.messaging.api.ChatSendEndpoint;
import com.smipay.support.messaging.api.ChatSender;
import com.smipay.support.messaging.api.ClaimEndpoint;
import com.smipay.support.messaging.api.CloseEndpoint;
import com.smipay.support.messaging.api.ConversationEndpoint;
import com.smipay.support.messaging.api.CreateTicketEndpoint;
import com.smipay.support.messaging.api.ExportMessagesEndpoint;
import com.smipay.support.messaging.api.ForwardedMessageEndpoint;
import com.smipay.support.messaging.api.GuestSendEndpoint;
import com.smipay.support.messaging.api.HandoverEndpoint;
import com.smipay.support.messaging.api.HandoverResponseEndpoint;
import com.smipay.support.messaging.api.InboxEndpoints;
import com.smipay.support.messaging.api.InternalReadEndpoint;
import com.smipay.support.messaging.api.InternalRouting;
import com.smipay.support.messaging.api.JoinEndpoint;
import com.smipay.support.messaging.api.MarkChatReadEndpoint;
import com.smipay.support.messaging.api.MarkReadEndpoint;
import com.smipay.support.messaging.api.OwnChatsEndpoint;
import com.smipay.support.messaging.api.PeopleEndpoints;
import com.smipay.support.messaging.api.PresenceEndpoint;
import com.smipay.support.messaging.api.PublicRouting;
import com.smipay.support.messaging.api.RateChatEndpoint;
import com.smipay.support.messaging.api.ReplyEndpoint;
import com.smipay.support.messaging.api.StateEndpoints;
import com.smipay.support.messaging.api.Visitors;
import com.smipay.support.messaging.assignment.ClaimConversation;
import com.smipay.support.messaging.assignment.CloseConversation;
import com.smipay.support.messaging.assignment.ReplyToChat;
import com.smipay.support.messaging.assignment.RequestHandover;
import com.smipay.support.messaging.assignment.RespondToHandover;
import com.smipay.support.messaging.chat.JoinChat;
import com.smipay.support.messaging.chat.MarkChatRead;
import com.smipay.support.messaging.chat.OpenChat;
import com.smipay.support.messaging.chat.RateChat;
import com.smipay.support.messaging.chat.ReadChat;
import com.smipay.support.messaging.chat.ReadableChats;
import com.smipay.support.messaging.chat.SendMessage;
import com.smipay.support.messaging.config.MessagingSettings;
import com.smipay.support.messaging.conversion.CreateTicket;
import com.smipay.support.messaging.conversion.TicketOpening;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.inbox.ListChats;
import com.smipay.support.messaging.inbox.ListOwnChats;
import com.smipay.support.messaging.inbox.Presence;
import com.smipay.support.messaging.inbox.ReadChatForAdmin;
import com.smipay.support.messaging.posting.AddForwardedMessage;
import com.smipay.support.messaging.posting.AddMessage;
import com.smipay.support.messaging.posting.PostMessage;
import com.smipay.support.messaging.privacy.ErasePerson;
import com.smipay.support.messaging.privacy.ExportPerson;
import com.smipay.support.messaging.privacy.ForgetOld;
import com.smipay.support.messaging.reading.JoinConversation;
import com.smipay.support.messaging.reading.MarkRead;
import com.smipay.support.messaging.reading.ReadConversation;
import com.smipay.support.messaging.reading.ReadForAdmin;
import com.smipay.support.messaging.reading.ReadableConversations;
import com.smipay.support.messaging.replica.Agents;
import com.smipay.support.messaging.replica.ComparedRatings;
import com.smipay.support.messaging.replica.ComparedTickets;
import com.smipay.support.messaging.replica.Departures;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.replica.PersonReplica;
import com.smipay.support.messaging.replica.TicketProjector;
import com.smipay.support.messaging.replica.TicketSource;
import com.smipay.support.messaging.replying.ReplyToTicket;
import com.smipay.support.messaging.store.BatchingMessageWriter;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.ChatFigures;
import com.smipay.support.messaging.store.ChatWords;
import com.smipay.support.messaging.store.ConversationStates;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.Erasures;
import com.smipay.support.messaging.store.PendingEntries;
import com.smipay.support.messaging.store.TokenPeople;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The map of the messaging service: every part, and what it is wired to. Neither the database, nor Kafka, nor a
/// peer has to be there when it starts.
public final class MessagingServiceMain {
    private static final String SERVICE = "messaging-service";
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration EACH_MINUTE = Duration.ofMinutes(1);
    private static final Duration RARELY = Duration.ofMinutes(5);

    /// Bytes: what the heap of the smallest deployment holds four times, beside as many answers as are being sent.
    private static final int ANSWERS_IN_THE_MAKING = 8 * 1024 * 1024;

    private MessagingServiceMain() {}

    /// Every part, wired and not yet started.
    static ServiceApplication application(Config config) {
        ServiceApplication application = new ServiceApplication(SERVICE);
        Settings settings = new Settings(config);
        MessagingSettings messaging = MessagingSettings.from(settings);
        ServiceCredential credential = ServiceCredential.from(settings);
        Peer ticketPeer = new Peer("ticket", settings.addresses("peers.ticket.url"));
        Peer ratingPeer = new Peer("rating", settings.addresses("peers.rating.url"));

        TokenVerifier tokens =
                application.keep("tokens", TokenVerifier.create(TokenSettings.from(settings), Clock.systemUTC()));
        DatabaseSettings databaseSettings = DatabaseSettings.from(settings);
        Database database = application.keep("database", new Database(databaseSettings));
        RowTurns turns = new RowTurns(databaseSettings);
        KafkaSettings kafka = KafkaSettings.from(settings);
        Broker broker = application.keep("broker", new Broker(kafka, SERVICE));
        PeerNotifier notifier = application.keep(
                "peers", new PeerNotifier(List.of(ticketPeer), credential.headerValue(), CallSettings.forNotifying()));
        PeerClient tickets = application.keep(
                "peer client", new PeerClient(ticketPeer, credential.headerValue(), CallSettings.forAsking()));
        // Of their own, so that nobody else is refused because a comparison found its peer away.
        PeerClient owners = application.keep(
                "tickets' comparison", new PeerClient(ticketPeer, credential.headerValue(), CallSettings.forAsking()));
        PeerClient ratings = application.keep(
                "ratings' comparison", new PeerClient(ratingPeer, credential.headerValue(), CallSettings.forAsking()));
        TopicSetup topics = application.keep("topics", new TopicSetup(broker, TopicPlan.ofProduct(kafka)));
        OutboxRelay relay = application.keep(
                "relay", new OutboxRelay(database, broker, topics::done, SERVICE, RelaySettings.standard()));
        AppliedEvents projector = new AppliedEvents(new TicketProjector(database), turns);
        IdempotentExecutor idempotent = new IdempotentExecutor(database);
        Nonces nonces = new Nonces(database);
        EmailAttempts emails = new EmailAttempts(database, messaging.wrongEmails(), messaging.wrongEmailsPeriod());

        KnownConversations known = new KnownConversations(database, new TicketSource(tickets, projector));
        EventPublisher publisher = new EventPublisher(relay, notifier, projector);
        ConversationEventPublisher events = new ConversationEventPublisher(publisher);
        CommandExecutor commands = new CommandExecutor(idempotent, turns, events::announce);
        // The ticket service takes the event of a message that it forwarded from the answer.
        CommandExecutor forwardedCommands = new CommandExecutor(idempotent, turns, event -> publisher.publish());
        BatchingMessageWriter messages = new BatchingMessageWriter(database, databaseSettings.acquireTimeout(), turns);

        AdminRoles adminRoles = AdminRoles.from(settings);
        AccessRules access = new AccessRules(messaging.readAccess());
        Agents agents = new Agents(database, adminRoles);
        ChatCommands chatCommands = new ChatCommands(commands, database, turns);
        Departures departures = new Departures(database, agents, chatCommands);

        CloudEventRecords records = new CloudEventRecords(projector);
        EventConsumer consumer = application.keep(
                "consumer",
                new EventConsumer(broker, SERVICE, Map.of(Topics.TICKETS, records, Topics.RATINGS, records)));
        // In a group of its own, which began when people were first kept in full: so it has read all there is.
        EventConsumer peopleConsumer = application.keep(
                "consumer of people",
                new EventConsumer(
                        broker,
                        SERVICE + "-people",
                        Map.of(
                                Topics.IDENTITY_USERS,
                                IdentityProjector.ofPeople(
                                        PartitionEnds.of(broker), new PersonReplica(database, departures)))));
        BooleanSupplier serves = () -> consumer.serves() && peopleConsumer.serves();
        Restatement restatement = new Restatement(database, serves, ConversationStates::restate, relay::wake);
        CopyWalk ticketWalk = new CopyWalk(
                "copies of tickets",
                owners,
                new CopyWalk.Paths("/internal/tickets/states", "/internal/tickets/", ""),
                new ComparedTickets(database, projector),
                () -> Epoch.of(database),
                serves);
        CopyWalk ratingWalk = new CopyWalk(
                "copies of ratings",
                ratings,
                new CopyWalk.Paths("/internal/ratings/states", "/internal/ratings/", ""),
                new ComparedRatings(database, projector),
                () -> Epoch.of(database),
                serves);
        ErasePerson erasePerson = new ErasePerson(database, events::announce);
        ForgetOld forgetOld = new ForgetOld(database, RetentionSettings.from(settings), erasePerson);
        Chores chores = application.keep(
                "chores",
                new Chores(List.of(
                        new Chore("figures", EACH_SECOND, () -> ChatFigures.fold(database)),
                        new Chore("words of searches", EACH_SECOND, () -> ChatWords.learn(database)),
                        new Chore("lists beside indexes", EACH_SECOND, () -> PendingEntries.fold(database)),
                        new Chore("states of before a restore", EACH_SECOND, restatement::tellSome),
                        new Chore("comparison of tickets", EACH_SECOND, ticketWalk::step),
                        new Chore("comparison of ratings", EACH_SECOND, ratingWalk::step),
                        new Chore("words of who was erased", SOON, () -> Erasures.forgetDictionary(database)),
                        new Chore("what is kept no longer", EACH_SECOND, forgetOld::step),
                        new Chore("texts of searches", EACH_MINUTE, () -> ChatWords.writeMissing(database)),
                        new Chore("answers about who was erased", SOON, idempotent::forgetNamed),
                        new Chore("old idempotency keys", RARELY, idempotent::forgetOld),
                        new Chore("outbox behind its head", RARELY, relay::lookBehindHead),
                        new Chore("old nonces", RARELY, nonces::forgetOld),
                        new Chore("old wrong emails", RARELY, emails::forgetOld))));
        SchemaSetup schema = application.keep("schema", new SchemaSetup(database, () -> {
            relay.start();
            consumer.start();
            peopleConsumer.start();
            chores.start();
        }));

        Presence presence = new Presence(database, adminRoles);
        PostMessage postMessage = new PostMessage(known, emails);
        ReadableConversations readable = new ReadableConversations(known, access, emails);
        MarkRead markRead = new MarkRead(known, readable, commands, database, turns);

        Callers callers = new Callers(tokens);
        DeviceProof deviceProof = DeviceProof.from(settings);
        Visitors visitors = new Visitors(deviceProof);
        SupportIdentity support = messaging.support();
        AnswerBudget budget = new AnswerBudget(ANSWERS_IN_THE_MAKING);
        ReadableChats chats = new ReadableChats(database, emails);
        CallerRecorder recorder = new CallerRecorder(person -> TokenPeople.remember(database, List.of(person)));
        AdminCalls admins = new AdminCalls(callers, agents, recorder);
        MarkChatRead markChatRead = new MarkChatRead(chats, commands, database, turns);
        ChatSender chatSender = new ChatSender(
                new OpenChat(commands, departures),
                new SendMessage(database, commands, messages, emails),
                support,
                new ClientAddress(settings.list("proxies.trusted")));
        UserSideGuards guards =
                new UserSideGuards(settings, nonces, callers, PublicRouting.WITHOUT_TOKEN, consumer::replicas);
        PublicRouting publicRouting = new PublicRouting(
                CaughtUpGate.ofClients(serves),
                guards,
                new ConversationEndpoint(
                        callers, agents, visitors, new ReadConversation(readable, database), support, budget),
                new AddMessageEndpoint(callers, visitors, new AddMessage(postMessage, commands, messages)),
                new MarkReadEndpoint(callers, visitors, markRead),
                new ReplyEndpoint(admins, new ReplyToTicket(known, commands, messages, adminRoles.names())),
                new ChatEndpoints(
                        new ChatSendEndpoint(callers, recorder, chatSender),
                        new GuestSendEndpoint(callers, visitors, deviceProof, chatSender),
                        new ChatEndpoint(callers, agents, visitors, new ReadChat(chats, database), support, budget),
                        new MarkChatReadEndpoint(callers, visitors, markChatRead),
                        new RateChatEndpoint(callers, new RateChat(chatCommands))),
                new AgentEndpoints(
                        new ClaimEndpoint(admins, new ClaimConversation(chatCommands, adminRoles.names())),
                        new ChatReplyEndpoint(
                                admins, new ReplyToChat(chatCommands, commands, messages, adminRoles.names())),
                        new CloseEndpoint(admins, new CloseConversation(chatCommands)),
                        new HandoverEndpoint(admins, new RequestHandover(chatCommands, adminRoles.names())),
                        new HandoverResponseEndpoint(
                                admins, new RespondToHandover(chatCommands, database, adminRoles.names())),
                        new CreateTicketEndpoint(
                                admins,
                                new CreateTicket(
                                        chatCommands,
                                        database,
                                        new TicketOpening(tickets),
                                        idempotent,
                                        projector,
                                        events::announce))),
                new InboxEndpoints(
                        new OwnChatsEndpoint(callers, new ListOwnChats(database, support)),
                        new ChatListEndpoint(admins, new ListChats(database, messaging.deskZone())),
                        new AdminChatEndpoint(admins, new ReadChatForAdmin(database), budget),
                        new AgentsEndpoint(admins, presence)));
        InternalRouting internalRouting = new InternalRouting(
                credential,
                CaughtUpGate.ofPeers(InternalEvents.PATH, serves),
                projector,
                new StateEndpoints(database),
                new ForwardedMessageEndpoint(
                        new AddForwardedMessage(postMessage, forwardedCommands, access), visitors, support, budget),
                new AdminConversationEndpoint(new ReadForAdmin(known, database), budget),
                new JoinEndpoint(new JoinConversation(known, agents, database, support), budget),
                new InternalReadEndpoint(markRead),
                new ChatJoinEndpoint(new JoinChat(agents, database, support), budget),
                new ChatReadEndpoint(markChatRead),
                new PeopleEndpoints(database, agents),
                new ErasureEndpoint(erasePerson::step),
                new ExportEndpoint(new ExportPerson(database)::page),
                new ExportMessagesEndpoint(new ExportPerson(database)),
                new PresenceEndpoint(presence));

        new ServiceMeters()
                .register(relay)
                .register(consumer)
                .register(peopleConsumer, "people")
                .register(notifier)
                .register(database)
                .register(ticketWalk)
                .register(ratingWalk)
                .register(guards);
        WebServer server = Listeners.publicAndInternal(
                ListenerSettings.from(settings, "server"),
                publicRouting::fill,
                ListenerSettings.from(settings, "internal"),
                internalRouting::fill,
                HealthChecks.ofDatabaseService(
                        application,
                        schema,
                        database,
                        List.of(consumer, peopleConsumer),
                        topics,
                        relay,
                        chores,
                        List.of(ticketWalk, ratingWalk)));

        application.startInBackground(schema::start);
        application.listen(server, settings.duration("server.drain"));
        application.startAfterwards(topics::start);
        return application;
    }

    public static void main(String[] args) {
        ServiceApplication.run(MessagingServiceMain::application);
    }
}
