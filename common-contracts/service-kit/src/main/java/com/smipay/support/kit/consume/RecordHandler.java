package com.smipay.support.kit.consume;

import java.util.List;

/// Applies a record. Called for one record of a partition at a time, in order; records come again after a crash, so
/// applying twice must change nothing.
public interface RecordHandler {
    /// @throws UnprocessableRecordException when this record can never be applied: it is parked
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now: it is tried
    ///     again
    void handle(InboundRecord inbound);

    /// What a poll brought of its topic, before each of it is handled: what can be done for all of them together is
    /// done here, and [#handle] finds it done. Whatever is left, or fails, is left to that.
    ///
    /// @param inbound several, in the order of their partitions
    default void ahead(List<InboundRecord> inbound) {}
}
