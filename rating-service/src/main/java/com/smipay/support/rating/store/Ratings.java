package com.smipay.support.rating.store;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.compare.StatePage.Looked;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.event.EventSource;
import com.smipay.support.kit.outbox.OutboxInsert;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /// A rating never changes, so nothing is locked.
    private static final String READ = """
            select rating.ticket_id, copy.ticket_number, copy.version, rating.user_id, copy.owner_email, copy.owner_name,
                   rating.stars, rating.feedback, rating.created_at, nullif(epoch.number, 0) as epoch
            from rating
            join ticket_copy as copy on copy.id = rating.ticket_id
            cross join epoch
            where rating.ticket_id = any (cast(string_to_array(:ids, ',') as uuid[]))
            """;

    private static final String FORGET = """
            update rating set feedback = null, user_id = copy.owner_user_id
            from ticket_copy as copy
            where rating.ticket_id = any (cast(string_to_array(:ids, ',') as uuid[]))
              and copy.id = rating.ticket_id
              and copy.owner_user_id like 'erased:%'
              and rating.user_id <> copy.owner_user_id
            returning rating.ticket_id
            """;

    private static final EventSource SOURCE = new EventSource("/rating-service");

    private Ratings() {}

    private static final String PAGE = """
            select rating.ticket_id, rating.stars, epoch.number as epoch
            from rating
            cross join epoch
            where rating.ticket_id > cast(:after as uuid)
            order by rating.ticket_id
            limit cast(:most as bigint)
            """;

    /// For the copies of ratings to compare themselves with (ADR 0055).
    public static StatePage page(Statements statements, UUID after, int most) {
        return StatePage.of(
                statements.query(
                        PAGE,
                        Map.of("after", after, "most", most),
                        row -> new Looked(
                                row.uuid("ticket_id"),
                                StateLine.rating(row.uuid("ticket_id"), row.number("epoch"), row.integer("stars")))),
                most);
    }

    /// The event of a rating that was accepted.
    public static EventEnvelope envelope(RatingEvent.Rated rated) {
        return SOURCE.envelope(rated, rated.createdAt());
    }

    /// What is rated of these, as it is announced in the present epoch; whom it bound is long known.
    public static List<EventEnvelope> find(Statements statements, List<UUID> ticketIds) {
        String ids = ticketIds.stream().map(UUID::toString).collect(Collectors.joining(","));
        return statements.query(READ, Map.of("ids", ids), row -> envelope(rated(row)));
    }

    /// What is kept of whoever was erased: their words go, and that it was they. Told anew, so that the topic
    /// forgets too.
    public static void forget(Statements transaction, List<UUID> ticketIds) {
        String ids = ticketIds.stream().map(UUID::toString).collect(Collectors.joining(","));
        List<UUID> forgotten = transaction.query(FORGET, Map.of("ids", ids), row -> row.uuid("ticket_id"));
        restate(transaction, forgotten);
    }

    /// They are told once more, after a restore.
    public static void restate(Statements transaction, List<UUID> ticketIds) {
        OutboxInsert.addAll(transaction, Topics.RATINGS, find(transaction, ticketIds));
    }

    private static RatingEvent.Rated rated(Row row) {
        return new RatingEvent.Rated(
                row.uuid("ticket_id"),
                row.text("ticket_number"),
                Math.max(1, row.number("version")),
                new Owner(row.text("user_id"), row.text("owner_email"), row.textOrNull("owner_name")),
                row.integer("stars"),
                row.textOrNull("feedback"),
                row.instant("created_at"),
                null,
                row.numberOrNull("epoch"));
    }

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
