package com.smipay.support.kit.consume;

import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Applies a record. Called for one record of a partition at a time, in order; records come again after a crash, so
/// applying twice must change nothing.
public interface RecordHandler {
    /// @throws UnprocessableRecordException when this record can never be applied: it is dead-lettered
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now: it is tried
    ///     again
    void handle(InboundRecord inbound);

    /// What a poll brought of its topic, before each of it is handled: what can be done for all of them together is
    /// done here. Whatever is left, or fails, is left to [#handle].
    ///
    /// @param polled one or more, in the order of their partitions
    /// @return the places, in the list, of those that are done with: they are not handled any more
    default BitSet ahead(List<ConsumerRecord<byte[], byte[]>> polled) {
        return new BitSet();
    }
}
