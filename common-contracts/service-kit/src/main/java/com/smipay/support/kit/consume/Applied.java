package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.telemetry.Correlation;
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

    /// Applies one event by itself, in the scope of the request that caused it.
    ///
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now
    static Applied of(EventHandler handler, EventEnvelope event) {
        try {
            return new Done(
                    Correlation.of(event.requestId(), event.traceparent()).call(() -> handler.apply(event)));
        } catch (UnprocessableRecordException e) {
            return new Never(String.valueOf(e.getMessage()));
        }
    }
}
