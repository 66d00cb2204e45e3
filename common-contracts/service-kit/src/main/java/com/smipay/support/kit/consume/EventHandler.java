package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.List;

/// Where both ways of an event end: told by a peer, or read from Kafka. Late, doubled and reordered events must
/// change nothing.
public interface EventHandler {
    /// @return what the event made this service decide (or the newest state, where the teller's knowledge is behind):
    ///     handed back to a peer that told it; never told on
    /// @throws UnprocessableRecordException when it can never be applied
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now
    List<EventEnvelope> apply(EventEnvelope event);

    /// Applies events that were told in the same moment, of any tickets. One after the other, where a handler knows no
    /// shorter way.
    ///
    /// @return what became of each, in their order; never a refusal of all for what is wrong with one
    /// @throws RuntimeException when none of it is answered for: whoever told them may tell each by itself
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when they can't be applied now
    default List<Applied> applyAll(List<EventEnvelope> events) {
        return events.stream().map(event -> Applied.of(this, event)).toList();
    }
}
