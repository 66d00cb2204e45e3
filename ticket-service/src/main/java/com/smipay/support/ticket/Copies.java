package com.smipay.support.ticket;

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
import com.smipay.support.ticket.replica.ComparedConversations;
import com.smipay.support.ticket.replica.ComparedRatings;
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.replica.PersonReplica;
import com.smipay.support.ticket.replica.SessionReplica;
import java.util.List;
import java.util.Map;

/// What other services and systems own, as this one knows it: read from Kafka, and what services own compared with its
/// owner again and again.
///
/// @param departures what follows here when an account or an agent is gone
/// @param consumer of messages, ratings, people and registration sessions
/// @param conversations compares them with the messaging service
/// @param ratings compares them with the rating service
record Copies(Departures departures, EventConsumer consumer, CopyWalk conversations, CopyWalk ratings) {
    static Copies of(ServiceApplication application, Foundations foundations, Peers peers, Decisions decisions) {
        Database database = foundations.database();
        Broker broker = foundations.broker();
        AppliedEvents peerEvents = decisions.peerEvents();
        Departures departures = new Departures(database, decisions.events()::announce);
        PartitionEnds ends = PartitionEnds.of(broker);
        EventConsumer consumer = application.keep(
                "consumer",
                new EventConsumer(
                        broker,
                        TicketServiceMain.SERVICE,
                        Map.of(
                                Topics.MESSAGES,
                                new CloudEventRecords(peerEvents),
                                Topics.RATINGS,
                                new CloudEventRecords(peerEvents),
                                Topics.IDENTITY_USERS,
                                IdentityProjector.ofPeople(
                                        ends, new PersonReplica(database, departures, foundations.adminRoles())),
                                Topics.IDENTITY_SESSIONS,
                                IdentityProjector.ofSessions(ends, new SessionReplica(database)))));
        return new Copies(
                departures,
                consumer,
                new CopyWalk(
                        "copies of conversations",
                        peers.comparedConversations(),
                        new CopyWalk.Paths("/internal/conversations/states", "/internal/conversations/", "/state"),
                        new ComparedConversations(database, peerEvents),
                        () -> Epoch.of(database),
                        consumer::serves),
                new CopyWalk(
                        "copies of ratings",
                        peers.comparedRatings(),
                        new CopyWalk.Paths("/internal/ratings/states", "/internal/ratings/", ""),
                        new ComparedRatings(database, peerEvents),
                        () -> Epoch.of(database),
                        consumer::serves));
    }

    List<CopyWalk> walks() {
        return List.of(conversations, ratings);
    }
}
