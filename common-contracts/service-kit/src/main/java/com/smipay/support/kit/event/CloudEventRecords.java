package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.RecordHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.telemetry.TraceSpan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// For topics that carry CloudEvents: the record is read, its request id and trace are in scope, and it ends in the
/// same handler as a notification, unless the notification was applied already. What the handler decides is not
/// passed on: it is in this service's own outbox.
public final class CloudEventRecords implements RecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CloudEventRecords.class);

    /// What was published a moment ago is just being told, as a rule. To apply it from here as well would cost both
    /// ways a look into the database (ADR 0040); after this time it counts as told to nobody.
    static final Duration BEING_TOLD = Duration.ofMillis(100);

    /// Tests put their own in its place.
    @FunctionalInterface
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    private final AppliedEvents events;
    private final InstantSource clock;
    private final Pause pause;

    /// @param events the very one that notifications are applied by
    public CloudEventRecords(AppliedEvents events) {
        this(events, InstantSource.system(), Thread::sleep);
    }

    CloudEventRecords(AppliedEvents events, InstantSource clock, Pause pause) {
        this.events = events;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void handle(InboundRecord inbound) {
        EventEnvelope event = KafkaEvents.parse(inbound.headers(), inbound.value());
        try (TraceSpan span = Applied.ofEvent(event)) {
            span.fail();
            Correlation.within(span, event.requestId()).run(() -> events.applyOnce(event));
            span.succeed();
        }
    }

    /// What was told is done with, unread. What nobody told is applied together, with one statement where the handler
    /// knows how: behind after an outage, or where a peer could not be told.
    @Override
    public BitSet ahead(List<ConsumerRecord<byte[], byte[]>> polled) {
        BitSet done = new BitSet();
        addKnown(polled, done);
        if (awaitNotifications(polled, done)) {
            addKnown(polled, done);
        }
        List<EventEnvelope> unknown = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int place = done.nextClearBit(0); place < polled.size(); place = done.nextClearBit(place + 1)) {
            EventEnvelope event = readable(polled.get(place));
            if (event != null) {
                unknown.add(event);
                places.add(place);
            }
        }
        List<Boolean> applied = events.applyAhead(unknown);
        for (int i = 0; i < applied.size(); i++) {
            done.set(places.get(i), applied.get(i));
        }
        return done;
    }

    private void addKnown(List<ConsumerRecord<byte[], byte[]>> polled, BitSet known) {
        for (int place = known.nextClearBit(0); place < polled.size(); place = known.nextClearBit(place + 1)) {
            if (KafkaEvents.isKnown(polled.get(place).headers(), events)) {
                known.set(place);
            }
        }
    }

    /// @return whether there was one to wait for
    private boolean awaitNotifications(List<ConsumerRecord<byte[], byte[]>> polled, BitSet known) {
        long newest = Long.MIN_VALUE;
        for (int place = known.nextClearBit(0); place < polled.size(); place = known.nextClearBit(place + 1)) {
            newest = Math.max(newest, polled.get(place).timestamp());
        }
        // Published by another machine's clock: however wrong that is, the wait is a short one.
        long age = Math.max(0, clock.millis() - newest);
        if (newest < 0 || age >= BEING_TOLD.toMillis()) {
            return false;
        }
        try {
            pause.take(BEING_TOLD.minusMillis(age));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /// @return null for what is dead-lettered when its turn has come
    private static @Nullable EventEnvelope readable(ConsumerRecord<byte[], byte[]> polled) {
        try {
            return KafkaEvents.parse(polled.headers(), polled.value());
        } catch (UnprocessableRecordException e) {
            LOG.debug("A record that will be dead-lettered", e);
            return null;
        }
    }
}
