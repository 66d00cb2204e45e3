package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.RecordHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.telemetry.Correlation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// For topics that carry CloudEvents: the record is read, its request id and trace are in scope, and it ends in the
/// same handler as a telling, unless the telling was applied already. What the handler decides is not passed on: it is
/// in this service's own outbox.
public final class CloudEventRecords implements RecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CloudEventRecords.class);

    private final AppliedEvents events;

    /// @param events the very one that tellings are applied by
    public CloudEventRecords(AppliedEvents events) {
        this.events = events;
    }

    @Override
    public void handle(InboundRecord inbound) {
        EventEnvelope event = KafkaEvents.parse(inbound.headers(), inbound.value());
        Correlation.of(event.requestId(), event.traceparent()).run(() -> events.applyOnce(event));
    }

    /// What was told is done with, unread. What nobody told is applied together, with one statement where the handler
    /// knows how: behind after an outage, or where a sister could not be told.
    @Override
    public BitSet ahead(List<ConsumerRecord<byte[], byte[]>> polled) {
        BitSet done = new BitSet();
        List<EventEnvelope> unknown = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < polled.size(); place++) {
            ConsumerRecord<byte[], byte[]> one = polled.get(place);
            if (KafkaEvents.isKnown(one.headers(), events)) {
                done.set(place);
                continue;
            }
            EventEnvelope event = readable(one);
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

    /// @return null for what is parked when its turn has come
    private static @Nullable EventEnvelope readable(ConsumerRecord<byte[], byte[]> polled) {
        try {
            return KafkaEvents.parse(polled.headers(), polled.value());
        } catch (UnprocessableRecordException e) {
            LOG.debug("A record that will be parked", e);
            return null;
        }
    }
}
