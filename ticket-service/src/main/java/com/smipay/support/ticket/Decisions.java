package com.smipay.support.ticket;

import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.outbox.RelaySettings;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.ticket.replica.PeerEventProjector;

/// The way of every decision: one transaction, the outbox, and the peers who are told before the answer goes out
/// (`architecture.md`, Four rules that hold it together).
///
/// @param topics has them made, as they are planned
/// @param relay publishes what the outbox holds
/// @param peerEvents takes over what peers decided, whether they tell it, answer it, or Kafka brings it
/// @param events publishes what is committed, and tells the peers
/// @param idempotent remembers answers, so that a retry has no second effect
/// @param commands around every decision
record Decisions(
        TopicSetup topics,
        OutboxRelay relay,
        AppliedEvents peerEvents,
        EventPublisher events,
        IdempotentExecutor idempotent,
        CommandExecutor commands) {
    static Decisions of(ServiceApplication application, Foundations foundations, Peers peers) {
        Database database = foundations.database();
        RowTurns turns = foundations.turns();
        Broker broker = foundations.broker();
        TopicSetup topics = application.keep("topics", new TopicSetup(broker, TopicPlan.ofProduct(broker.settings())));
        OutboxRelay relay = application.keep(
                "relay",
                new OutboxRelay(database, broker, topics::done, TicketServiceMain.SERVICE, RelaySettings.standard()));
        AppliedEvents peerEvents = new AppliedEvents(new PeerEventProjector(database, relay::wake), turns);
        EventPublisher events = new EventPublisher(relay, peers.notifier(), peerEvents);
        IdempotentExecutor idempotent = new IdempotentExecutor(database);
        return new Decisions(
                topics,
                relay,
                peerEvents,
                events,
                idempotent,
                new CommandExecutor(idempotent, turns, events::announce));
    }
}
