package com.smipay.support.messaging;

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
import com.smipay.support.messaging.replica.TicketProjector;
import com.smipay.support.messaging.store.BatchingMessageWriter;
import com.smipay.support.messaging.store.ChatCommands;

/// The way of every decision: one transaction, the outbox, and the peers who are told before the answer goes out
/// (`architecture.md`, Four rules that hold it together).
///
/// @param topics has them made, as they are planned
/// @param relay publishes what the outbox holds
/// @param peerEvents takes over what peers decided, whether they tell it, answer it, or Kafka brings it
/// @param events publishes what is committed, and tells the ticket service
/// @param idempotent remembers answers, so that a retry has no second effect
/// @param commands around every decision
/// @param forwardedCommands the same for what the ticket service forwards: it takes the event from the answer
/// @param chatCommands the same for what is decided about a chat by its id
/// @param messages writes those of many callers together
record Decisions(
        TopicSetup topics,
        OutboxRelay relay,
        AppliedEvents peerEvents,
        EventPublisher events,
        IdempotentExecutor idempotent,
        CommandExecutor commands,
        CommandExecutor forwardedCommands,
        ChatCommands chatCommands,
        BatchingMessageWriter messages) {
    static Decisions of(ServiceApplication application, Foundations foundations, Peers peers) {
        Database database = foundations.database();
        RowTurns turns = foundations.turns();
        Broker broker = foundations.broker();
        TopicSetup topics = application.keep("topics", new TopicSetup(broker, TopicPlan.ofProduct(broker.settings())));
        OutboxRelay relay = application.keep(
                "relay",
                new OutboxRelay(
                        database, broker, topics::done, MessagingServiceMain.SERVICE, RelaySettings.standard()));
        AppliedEvents peerEvents = new AppliedEvents(new TicketProjector(database), turns);
        EventPublisher events = new EventPublisher(relay, peers.notifier(), peerEvents);
        IdempotentExecutor idempotent = new IdempotentExecutor(database);
        CommandExecutor commands = new CommandExecutor(idempotent, turns, events::announce);
        return new Decisions(
                topics,
                relay,
                peerEvents,
                events,
                idempotent,
                commands,
                new CommandExecutor(idempotent, turns, event -> events.publish()),
                new ChatCommands(commands, database, turns),
                new BatchingMessageWriter(
                        database, foundations.databaseSettings().acquireTimeout(), turns));
    }
}
