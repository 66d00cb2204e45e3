package com.smipay.support.kit.outbox;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Statements;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one way of an event into the outbox: as the end of the statement that decides, selecting from the part of it
/// that
/// changed the ticket's row, and so after that row's lock.
public final class OutboxInsert {
    /// The event as parameters, which [#params] gives.
    public static final String PARAMETERS = """
            :topic, cast(:event_id as uuid), :event_type, :event_source, :event_subject, :event_time,
            cast(:event_traceparent as text), cast(:event_request_id as text), :event_data""";

    /// The event as columns, as an [EventEnvelope] makes them of its parts with the prefix `event_`.
    public static final String COLUMNS = """
            event_id, event_type, event_source, event_subject, event_time, event_traceparent, event_request_id,
            event_data""";

    private OutboxInsert() {}

    /// @param values topic, id, type, source, subject, time, traceparent, request id and data
    /// @param from what they are selected from
    public static String select(String values, String from) {
        return """
                insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
                select %s
                from %s
                """.formatted(values, from);
    }

    /// For an event that is announced with nothing else; inside the transaction of the decision.
    public static void add(Statements transaction, String topic, EventEnvelope event) {
        transaction.update(select(PARAMETERS, "(values (1)) as one"), params(topic, event));
    }

    /// The values of [#PARAMETERS], to which others may be added.
    public static Map<String, @Nullable Object> params(String topic, EventEnvelope event) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("topic", topic);
        params.put("event_id", event.id());
        params.put("event_type", event.type());
        params.put("event_source", event.source());
        params.put("event_subject", event.subject());
        params.put("event_time", event.time());
        params.put("event_traceparent", event.traceparent());
        params.put("event_request_id", event.requestId());
        params.put("event_data", event.data());
        return params;
    }
}
