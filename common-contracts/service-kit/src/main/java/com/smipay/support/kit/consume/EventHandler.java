package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.List;

/// Where both ways of an event end: told by a sister, or read from Kafka. Late, doubled and reordered events must
/// change nothing.
public interface EventHandler {
    /// @return what the event made this service decide (or the newest state, where the teller's knowledge is behind):
    ///     handed back to a sister that told it; never told on
    /// @throws UnprocessableRecordException when it can never be applied
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now
    List<EventEnvelope> apply(EventEnvelope event);
}
