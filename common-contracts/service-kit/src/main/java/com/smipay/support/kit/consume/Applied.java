package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.telemetry.TraceSpan;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;

/// What became of one of several events that were told together.
public sealed interface Applied {
    /// @param decided what the event led to, as [EventHandler#apply] tells it
    record Done(List<EventEnvelope> decided) implements Applied {
        public Done {
            decided = List.copyOf(decided);
        }
    }

    /// It can never be applied.
    ///
    /// @param reason quotes nothing of the event
    record Never(String reason) implements Applied {}

    /// The step of a trace in which an event is applied.
    static TraceSpan ofEvent(EventEnvelope event) {
        return TraceSpan.start(SpanKind.CONSUMER, "process " + event.type(), event.traceparent());
    }

    /// Applies one event by itself, in the scope of the request that caused it.
    ///
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now
    static Applied of(EventHandler handler, EventEnvelope event) {
        try (TraceSpan span = ofEvent(event)) {
            span.fail();
            Done done = new Done(Correlation.within(span, event.requestId()).call(() -> handler.apply(event)));
            span.succeed();
            return done;
        } catch (UnprocessableRecordException e) {
            return new Never(String.valueOf(e.getMessage()));
        }
    }
}
