package com.smipay.support.kit.outbox;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Statements;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts an event into the outbox. Services that decide in one statement write the insert themselves, with [#COLUMNS],
/// as a CTE that selects from the one that changed the ticket's row.
public final class OutboxInsert {
    /// In the order of the values below; `position` is the database's own.
    public static final String COLUMNS = "topic, event_id, type, source, subject, time, traceparent, request_id, data";

    private static final String INSERT = """
            insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
            values (:topic, cast(:event_id as uuid), :type, :source, :subject, :time,
                    cast(:traceparent as text), cast(:request_id as text), :data)
            """;

    private OutboxInsert() {}

    /// Inside the transaction of the decision, after the ticket's row lock.
    public static void add(Statements transaction, String topic, EventEnvelope event) {
        transaction.update(INSERT, params(topic, event));
    }

    private static Map<String, @Nullable Object> params(String topic, EventEnvelope event) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("topic", topic);
        params.put("event_id", event.id());
        params.put("type", event.type());
        params.put("source", event.source());
        params.put("subject", event.subject());
        params.put("time", event.time());
        params.put("traceparent", event.traceparent());
        params.put("request_id", event.requestId());
        params.put("data", event.data());
        return params;
    }
}
