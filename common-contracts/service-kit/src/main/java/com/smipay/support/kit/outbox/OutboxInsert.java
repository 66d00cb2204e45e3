package com.smipay.support.kit.outbox;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an event comes into the outbox: in the statement that decides, whose end selects from the part of it that
/// changed the ticket's row, and so after that row's lock. Each such statement stands whole beside its record; an event
/// that was made in Java goes into it as the parameters that are given here.
public final class OutboxInsert {
    private static final String ADD = """
            insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
            values (:topic, cast(:event_id as uuid), :event_type, :event_source, :event_subject, :event_time,
                    cast(:event_traceparent as text), cast(:event_request_id as text), :event_data)
            """;

    private static final String ADD_ALL = """
            insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
            select :topic, id, type, source, subject, time, traceparent, request_id, data
            from json_to_recordset(cast(:told as json)) as one (
                id uuid, type text, source text, subject text, time timestamptz, traceparent text, request_id text,
                data text)
            """;

    private OutboxInsert() {}

    /// For an event that is announced with nothing else; inside the transaction of the decision.
    public static void add(Statements transaction, String topic, EventEnvelope event) {
        transaction.update(ADD, params(topic, event));
    }

    /// The same for several, in one round trip.
    public static void addAll(Statements transaction, String topic, List<EventEnvelope> events) {
        if (!events.isEmpty()) {
            transaction.update(ADD_ALL, Map.of("topic", topic, "told", JsonRows.of(events)));
        }
    }

    /// `topic` and the parts of the event with the prefix `event_`, to which others may be added.
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
