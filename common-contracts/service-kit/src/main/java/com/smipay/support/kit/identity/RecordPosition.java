package com.smipay.support.kit.identity;

import com.smipay.support.kit.consume.InboundRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a record of an identity topic stood. A key never changes its partition, so within it the greater offset is the
/// newer record.
public record RecordPosition(int partition, long offset) {
    static RecordPosition of(InboundRecord inbound) {
        return new RecordPosition(inbound.partition(), inbound.offset());
    }

    /// The parameters `id`, `partition` and `offset` of the statement that applies the record; more may be added.
    public Map<String, @Nullable Object> params(String id) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", id);
        params.put("partition", partition);
        params.put("offset", offset);
        return params;
    }
}
