package com.smipay.support.realtime.push;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.threads.BackgroundTask;
import com.smipay.support.realtime.domain.PushRules;
import com.smipay.support.realtime.domain.TicketSequencer;
import com.smipay.support.realtime.replica.Agents;
import com.smipay.support.realtime.store.Indicators;
import com.smipay.support.realtime.store.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Everything that comes from Kafka, on its way to the sockets: read, put in order, shown.
public final class Feed implements AutoCloseable {
    private static final List<String> TOPICS =
            List.of(Topics.TICKETS, Topics.MESSAGES, Topics.RATINGS, Topics.TYPING, Topics.IDENTITY_USERS);
    private static final int TICKETS_REMEMBERED = 100_000;
    /// How long a change waits for the message that caused it (`architecture.md`, Events).
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final EventReader reader = new EventReader();
    private final TicketSequencer sequencer = new TicketSequencer(TICKETS_REMEMBERED, PATIENCE);
    private final Pusher pusher;
    private final Indicators indicators;
    private final Agents agents;
    private final String typing;
    private final String people;
    private final KafkaTail tail;
    private volatile long repeats;
    private volatile long heldBack;

    /// @param start events from then on are pushed
    public Feed(Broker broker, Instant start, PushRules rules, Rooms rooms, Indicators indicators, Agents agents) {
        this.indicators = indicators;
        this.agents = agents;
        this.pusher = new Pusher(rules, rooms, indicators, new PushCounts());
        KafkaNames names = broker.settings().names();
        this.typing = names.topic(Topics.TYPING);
        this.people = names.topic(Topics.IDENTITY_USERS);
        this.tail = new KafkaTail(broker, names.topics(TOPICS), start, new Listener());
    }

    public void start() {
        tail.start();
    }

    /// Its threads.
    public List<BackgroundTask> tasks() {
        return tail.tasks();
    }

    public TailState state() {
        return tail.state();
    }

    /// Events that had been shown before.
    public long repeats() {
        return repeats;
    }

    /// Changes that waited for their message.
    public long heldBack() {
        return heldBack;
    }

    /// Records of a type that this version does not know.
    public long unknown() {
        return reader.unknown();
    }

    /// Records that nobody can read.
    public long malformed() {
        return reader.malformed() + indicators.malformed() + agents.malformed();
    }

    @Override
    public void close() {
        tail.close();
    }

    private static RecordPosition positionOf(ConsumerRecord<byte[], byte[]> inbound) {
        return new RecordPosition(inbound.partition(), inbound.offset(), Instant.ofEpochMilli(inbound.timestamp()));
    }

    private final class Listener implements KafkaTail.Listener {
        @Override
        public void onRecord(ConsumerRecord<byte[], byte[]> inbound) {
            if (inbound.topic().equals(typing)) {
                // So that it does not overtake what was shown before it.
                pusher.send();
                indicators.heard(Instant.ofEpochMilli(inbound.timestamp()), inbound.value());
            } else if (inbound.topic().equals(people)) {
                pusher.send();
                agents.heard(positionOf(inbound), inbound.key(), inbound.value());
            } else {
                reader.read(inbound)
                        .ifPresent(arrival ->
                                sequencer.accept(arrival, System.nanoTime()).forEach(pusher::show));
            }
        }

        @Override
        public void onIdle() {
            try {
                sequencer.expire(System.nanoTime()).forEach(pusher::show);
            } finally {
                pusher.send();
            }
            repeats = sequencer.repeats();
            heldBack = sequencer.heldBack();
        }

        @Override
        public OptionalLong nextDeadline() {
            return sequencer.nextDeadline();
        }
    }
}
