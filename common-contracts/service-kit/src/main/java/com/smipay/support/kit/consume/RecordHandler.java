package com.smipay.support.kit.consume;

/// Applies a record. Called for one record of a partition at a time, in order; records come again after a crash, so
/// applying twice must change nothing.
public interface RecordHandler {
    /// @throws UnprocessableRecordException when this record can never be applied: it is parked
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now: it is tried
    ///     again
    void handle(InboundRecord inbound);
}
