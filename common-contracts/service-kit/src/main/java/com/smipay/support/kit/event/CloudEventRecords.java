package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.RecordHandler;
import com.smipay.support.kit.telemetry.Correlation;

/// For topics that carry CloudEvents: the record is read, its request id and trace are in scope, and it ends in the
/// same handler as a telling. What the handler decides is not passed on: it is in this service's own outbox.
public final class CloudEventRecords implements RecordHandler {
    private final EventHandler handler;

    public CloudEventRecords(EventHandler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(InboundRecord inbound) {
        EventEnvelope event = KafkaEvents.parse(inbound.headers(), inbound.value());
        Correlation.of(event.requestId(), event.traceparent()).run(() -> handler.apply(event));
    }
}
