package com.smipay.support.messaging;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.compare.CopyWalk;
import com.smipay.support.kit.compare.Epoch;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.consume.EventConsumer;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.event.CloudEventRecords;
import com.smipay.support.kit.identity.IdentityProjector;
import com.smipay.support.kit.identity.PartitionEnds;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.messaging.replica.Agents;
import com.smipay.support.messaging.replica.ComparedRatings;
import com.smipay.support.messaging.replica.ComparedTickets;
import com.smipay.support.messaging.replica.Departures;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.replica.PersonReplica;
import com.smipay.support.messaging.replica.TicketSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What other services own, as this one knows it: read from Kafka, asked for where it is not known yet, and compared
/// with its owner again and again.
///
/// @param conversations of tickets
/// @param departures what follows here when an account or an agent is gone
/// @param consumer of tickets and ratings
/// @param peopleConsumer in a group of its own, which began when people were first kept in full: so it has read all
///     there is
/// @param serves whether both have caught up
/// @param tickets compares them with the ticket service
/// @param ratings compares them with the rating service
record Copies(
        KnownConversations conversations,
        Agents agents,
        Departures departures,
        EventConsumer consumer,
        EventConsumer peopleConsumer,
        BooleanSupplier serves,
        CopyWalk tickets,
        CopyWalk ratings) {
    static Copies of(ServiceApplication application, Foundations foundations, Peers peers, Decisions decisions) {
        Database database = foundations.database();
        Broker broker = foundations.broker();
        AppliedEvents peerEvents = decisions.peerEvents();
        Agents agents = new Agents(database, foundations.adminRoles());
        Departures departures = new Departures(database, agents, decisions.chatCommands());
        CloudEventRecords records = new CloudEventRecords(peerEvents);
        EventConsumer consumer = application.keep(
                "consumer",
                new EventConsumer(
                        broker,
                        MessagingServiceMain.SERVICE,
                        Map.of(Topics.TICKETS, records, Topics.RATINGS, records)));
        EventConsumer peopleConsumer = application.keep(
                "consumer of people",
                new EventConsumer(
                        broker,
                        MessagingServiceMain.SERVICE + "-people",
                        Map.of(
                                Topics.IDENTITY_USERS,
                                IdentityProjector.ofPeople(
                                        PartitionEnds.of(broker), new PersonReplica(database, departures)))));
        BooleanSupplier serves = () -> consumer.serves() && peopleConsumer.serves();
        return new Copies(
                new KnownConversations(database, new TicketSource(peers.tickets(), peerEvents)),
                agents,
                departures,
                consumer,
                peopleConsumer,
                serves,
                new CopyWalk(
                        "copies of tickets",
                        peers.comparedTickets(),
                        new CopyWalk.Paths("/internal/tickets/states", "/internal/tickets/", ""),
                        new ComparedTickets(database, peerEvents),
                        () -> Epoch.of(database),
                        serves),
                new CopyWalk(
                        "copies of ratings",
                        peers.comparedRatings(),
                        new CopyWalk.Paths("/internal/ratings/states", "/internal/ratings/", ""),
                        new ComparedRatings(database, peerEvents),
                        () -> Epoch.of(database),
                        serves));
    }

    List<EventConsumer> consumers() {
        return List.of(consumer, peopleConsumer);
    }

    List<CopyWalk> walks() {
        return List.of(tickets, ratings);
    }
}
