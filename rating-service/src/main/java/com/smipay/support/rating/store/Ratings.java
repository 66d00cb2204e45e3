package com.smipay.support.rating.store;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.outbox.OutboxInsert;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ratings, each written together with the event that announces it.
public final class Ratings {
    /// The constraint that lets exactly one of several ratings win.
    public static final String ONCE = "rating_once";

    private static final String ADD = """
            with claimed as (
                update ticket_copy set owner_user_id = :user_id
                where id = cast(:ticket_id as uuid) and owner_user_id is null
            ), rated as (
                insert into rating (ticket_id, stars, feedback, user_id, created_at)
                values (cast(:ticket_id as uuid), :stars, cast(:feedback as text), :user_id, :created_at)
                returning ticket_id
            )
            insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
            select :topic, cast(:event_id as uuid), :event_type, :event_source, :event_subject, :event_time,
                   cast(:event_traceparent as text), cast(:event_request_id as text), :event_data
            from rated
            """;

    private Ratings() {}

    /// One round trip: the rating, the claim where the ticket was nobody's, and the event.
    ///
    /// @param rated by the owner that its `owner` names
    /// @param envelope of the same event
    /// @throws com.smipay.support.kit.db.ConstraintViolationException of [#ONCE] when somebody was faster
    public static void add(Statements transaction, RatingEvent.Rated rated, String userId, EventEnvelope envelope) {
        Map<String, @Nullable Object> params = OutboxInsert.params(Topics.RATINGS, envelope);
        params.put("ticket_id", rated.ticketId());
        params.put("stars", rated.rating());
        params.put("feedback", rated.feedback());
        params.put("user_id", userId);
        params.put("created_at", rated.createdAt());
        transaction.update(ADD, params);
    }
}
