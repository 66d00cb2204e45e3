package com.smipay.support.kit.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.smipay.support.kit.consume.InboundRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a record of an identity topic stood, and when it was sent. Within a partition the greater offset is the newer
/// record. A key changes its partition when some are added: then the time tells, so that an older record which is read
/// later, or once more, brings nobody back who was deleted.
///
/// @param time null where it is not known, as of what the version before applied
public record RecordPosition(
        int partition, long offset, @JsonIgnore @Nullable Instant time) {
    /// Guards the `on conflict` update of a replica's table, which is called `known` there and has the columns
    /// `source_partition`, `source_offset` and `source_time`.
    public static final String NEWER = """
            (known.source_partition is null
             or (known.source_partition = excluded.source_partition and known.source_offset < excluded.source_offset)
             or (known.source_partition <> excluded.source_partition
                 and (known.source_offset < 0 or known.source_time is null
                      or known.source_time < excluded.source_time)))
            """;

    /// Of an unknown time.
    public RecordPosition(int partition, long offset) {
        this(partition, offset, null);
    }

    /// As [#NEWER] decides it.
    public boolean isNewerThan(RecordPosition known) {
        if (partition == known.partition) {
            return offset > known.offset;
        }
        return known.offset < 0 || known.time == null || (time != null && time.isAfter(known.time));
    }

    static RecordPosition of(InboundRecord inbound) {
        return new RecordPosition(inbound.partition(), inbound.offset(), inbound.time());
    }

    /// The parameters `id`, `partition`, `offset` and `time` of the statement that applies the record; more may be
    /// added.
    public Map<String, @Nullable Object> params(String id) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", id);
        params.put("partition", partition);
        params.put("offset", offset);
        params.put("time", time);
        return params;
    }
}
