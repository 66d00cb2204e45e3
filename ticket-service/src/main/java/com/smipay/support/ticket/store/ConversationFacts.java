package com.smipay.support.ticket.store;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a ticket only copies from its sisters: counts, previews, read marks, ratings. None of it raises the version.
public final class ConversationFacts {
    /// One round trip for a message that changes nothing else, which is most of them. What was told comes from Kafka
    /// once more: that locks nothing, so it writes nothing and waits for no disk.
    private static final String TAKE = """
            with before as materialized (
                select id, first_response_at from ticket
                where id = cast(:id as uuid) and conversation_revision < :revision
                for update
            ), taken as (
                update ticket
                set conversation_revision = :revision, last_seq = :seq, message_count = :message_count,
                    newest_seq = coalesce(cast(:newest_seq as bigint), newest_seq),
                    newest_preview = coalesce(cast(:newest_preview as text), newest_preview),
                    newest_is_from_user = coalesce(cast(:newest_is_from_user as boolean), newest_is_from_user),
                    newest_at = coalesce(cast(:newest_at as timestamptz), newest_at),
                    first_response_at = cast(:first_response_at as timestamptz),
                    last_response_at = cast(:last_response_at as timestamptz),
                    response_time_seconds = case when cast(:first_response_at as timestamptz) is not null
                            then greatest(0, floor(extract(epoch from
                                 cast(:first_response_at as timestamptz) - created_at))) end,
                    read_seq = :read_seq,
                    updated_at = greatest(updated_at, cast(:newest_at as timestamptz))
                from before
                where ticket.id = before.id
                returning ticket.*, before.first_response_at is null as was_unanswered
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets, responses,
                                             response_seconds)
                select status, priority, support_type, assigned_to is null, 0, 1, response_time_seconds
                from taken
                where was_unanswered and first_response_at is not null
            )
            select version, status, status_version, owner_user_id from taken
            union all
            select version, status, status_version, owner_user_id from ticket
            where id = cast(:id as uuid) and not exists (select from taken)
            """;

    private static final String RATE = """
            with rated as (
                update ticket set satisfaction_rating = :rating, feedback = cast(:feedback as text)
                where id = cast(:id as uuid) and satisfaction_rating is null
                returning version, status, status_version, owner_user_id, priority, support_type, assigned_to
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets, rated, rating_sum)
                select status, priority, support_type, assigned_to is null, 0, 1, :rating
                from rated
            )
            select version, status, status_version, owner_user_id from rated
            union all
            select version, status, status_version, owner_user_id from ticket
            where id = cast(:id as uuid) and not exists (select from rated)
            """;

    private ConversationFacts() {}

    /// As much of a ticket as tells whether there is anything to decide. It may be out of date when it is looked at.
    public record Glance(
            long version,
            TicketStatus status,
            long statusVersion,
            @Nullable String ownerUserId) {}

    /// Takes over what is newer than the revision that is known; older facts change nothing.
    ///
    /// @return empty where there is no such ticket
    public static Optional<Glance> take(Statements statements, ConversationState conversation) {
        ConversationState.NewestMessage newest = conversation.newest();
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", conversation.ticketId());
        params.put("revision", conversation.revision());
        params.put("seq", conversation.seq());
        params.put("message_count", conversation.visibleCount());
        params.put("newest_seq", newest == null ? null : newest.seq());
        params.put("newest_preview", newest == null ? null : newest.preview());
        params.put("newest_is_from_user", newest == null ? null : newest.isFromUser());
        params.put("newest_at", newest == null ? null : newest.createdAt());
        params.put("first_response_at", conversation.firstReplyAt());
        params.put("last_response_at", conversation.lastReplyAt());
        params.put("read_seq", conversation.readSeq());
        return statements.queryOne(TAKE, params, ConversationFacts::glance);
    }

    /// A ticket is rated once: what comes later changes nothing.
    ///
    /// @return empty where there is no such ticket
    public static Optional<Glance> rate(Statements statements, RatingEvent.Rated rated) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", rated.ticketId());
        params.put("rating", rated.rating());
        params.put("feedback", rated.feedback());
        return statements.queryOne(RATE, params, ConversationFacts::glance);
    }

    private static Glance glance(Row row) {
        return new Glance(
                row.number("version"),
                TicketStatus.of(row.text("status")),
                row.number("status_version"),
                row.textOrNull("owner_user_id"));
    }
}
