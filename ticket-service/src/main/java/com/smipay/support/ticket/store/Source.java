package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Row;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a record of an identity topic stood. A key never changes its partition, so within it the greater offset is the
/// newer record.
public record Source(int partition, long offset) {
    /// Guards an `on conflict` update of a table that is called `known` there.
    static final String NEWER = """
            known.source_partition is distinct from excluded.source_partition
               or known.source_offset < excluded.source_offset""";

    /// The record that was applied last.
    ///
    /// @param deleted whether it was a tombstone
    public record Applied(String id, Source source, boolean deleted) {}

    Map<String, @Nullable Object> params(String id) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", id);
        params.put("partition", partition);
        params.put("offset", offset);
        return params;
    }

    static Applied applied(String id, Row row) {
        return new Applied(
                id, new Source(row.integer("source_partition"), row.number("source_offset")), row.flag("deleted"));
    }
}
