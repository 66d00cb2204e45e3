package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.AppliedEvents;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.RecordHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.telemetry.Correlation;
import java.util.List;
import java.util.Optional;

/// For topics that carry CloudEvents: the record is read, its request id and trace are in scope, and it ends in the
/// same handler as a telling, unless the telling was applied already. What the handler decides is not passed on: it is
/// in this service's own outbox.
public final class CloudEventRecords implements RecordHandler {
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

    /// What nobody told is applied together, with one statement where the handler knows how: behind after an outage,
    /// or where a sister could not be told.
    @Override
    public void ahead(List<InboundRecord> inbound) {
        events.applyAhead(
                inbound.stream().flatMap(one -> readable(one).stream()).toList());
    }

    private static Optional<EventEnvelope> readable(InboundRecord inbound) {
        try {
            return Optional.of(KafkaEvents.parse(inbound.headers(), inbound.value()));
        } catch (UnprocessableRecordException e) {
            // It is parked when its turn has come.
            return Optional.empty();
        }
    }
}
