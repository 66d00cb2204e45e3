package com.smipay.support.kit.identity;

import com.smipay.support.kit.db.Row;

/// The record that was applied last to somebody, as the internal listener tells it.
///
/// @param deleted whether it was a tombstone
public record AppliedRecord(String id, RecordPosition source, boolean deleted) {
    /// From the columns `source_partition`, `source_offset` and `deleted`, which every replica of an identity topic
    /// has.
    public static AppliedRecord of(String id, Row row) {
        return new AppliedRecord(
                id,
                new RecordPosition(row.integer("source_partition"), row.number("source_offset")),
                row.flag("deleted"));
    }
}
