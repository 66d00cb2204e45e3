package com.smipay.support.ticket.store;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// What a ticket only copies from its peers: counts, previews, read marks, ratings. None of it raises the version.
public final class ConversationReplica {
    /// One round trip for any number of messages that change nothing else, which is most of them. What was told comes
    /// from Kafka once more: that locks nothing, so it writes nothing and waits for no disk. Tickets are locked in
    /// the order in which they are given, so that two of these never wait for one another.
    private static final String TAKE = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        id uuid, revision bigint, seq bigint, message_count bigint, newest_seq bigint,
                        newest_preview text, newest_is_from_user boolean, newest_at timestamptz,
                        first_response_at timestamptz, last_response_at timestamptz, read_seq bigint)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), before as materialized (
                select told.*, known.first_response_at is null as was_unanswered
                from told
                cross join lateral (
                    select one.first_response_at from ticket as one
                    where one.id = told.id and one.conversation_revision < told.revision + cast(:again as bigint)
                    for update
                ) as known
            ), taken as (
                update ticket
                set conversation_revision = before.revision, last_seq = before.seq,
                    message_count = before.message_count,
                    newest_seq = coalesce(before.newest_seq, ticket.newest_seq),
                    newest_preview = coalesce(before.newest_preview, ticket.newest_preview),
                    newest_is_from_user = coalesce(before.newest_is_from_user, ticket.newest_is_from_user),
                    newest_at = coalesce(before.newest_at, ticket.newest_at),
                    -- A ticket made of a conversation that nobody had answered has an answer all the same.
                    first_response_at = coalesce(ticket.first_response_at, before.first_response_at),
                    last_response_at = before.last_response_at,
                    response_time_seconds = case
                        when coalesce(ticket.first_response_at, before.first_response_at) is not null
                        then greatest(0, floor(extract(epoch
                            from coalesce(ticket.first_response_at, before.first_response_at) - ticket.created_at)))
                    end,
                    read_seq = before.read_seq,
                    updated_at = greatest(ticket.updated_at, before.newest_at)
                from before
                where ticket.id = before.id
                returning ticket.*, before.was_unanswered
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets, responses,
                                             response_seconds)
                select status, priority, support_type, assigned_to is null, 0, 1, response_time_seconds
                from taken
                where was_unanswered and first_response_at is not null
            )
            select id, version, status, status_version, owner_user_id, owner_version from taken
            union all
            select known.id, known.version, known.status, known.status_version, known.owner_user_id,
                   known.owner_version
            from told
            cross join lateral (select * from ticket as one where one.id = told.id offset 0) as known
            where not exists (select from taken where taken.id = told.id)
            """;

    private static final String RATE = """
            with before as materialized (
                select id, satisfaction_rating as was from ticket
                where id = cast(:id as uuid) and (satisfaction_rating is null or rating_epoch < :epoch + cast(:again as bigint))
                for update
            ), rated as (
                update ticket
                set satisfaction_rating = :rating, feedback = case when ticket.owner_user_id like 'erased:%' then null else cast(:feedback as text) end,
                    rating_epoch = :epoch
                from before
                where ticket.id = before.id
                returning version, status, status_version, owner_user_id, owner_version, priority, support_type,
                          assigned_to, before.was
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets, rated, rating_sum)
                select status, priority, support_type, assigned_to is null, 0,
                       case when was is null then 1 else 0 end, :rating - coalesce(was, 0)
                from rated
                where was is distinct from :rating
            )
            select version, status, status_version, owner_user_id, owner_version from rated
            union all
            select version, status, status_version, owner_user_id, owner_version from ticket
            where id = cast(:id as uuid) and not exists (select from rated)
            """;

    private ConversationReplica() {}

    /// As much of a ticket as tells whether there is anything to decide. It may be out of date when it is looked at.
    public record TicketSummary(
            long version,
            TicketStatus status,
            long statusVersion,
            @Nullable String ownerUserId,
            long ownerVersion) {}

    /// A row of `told`: a conversation as it is now.
    private record Told(
            UUID id,
            long revision,
            long seq,
            long messageCount,
            @Nullable Long newestSeq,
            @Nullable String newestPreview,
            @Nullable Boolean newestIsFromUser,
            @Nullable Instant newestAt,
            @Nullable Instant firstResponseAt,
            @Nullable Instant lastResponseAt,
            long readSeq) {
        static Told of(ConversationState conversation) {
            ConversationState.NewestMessage newest = conversation.newest();
            return new Told(
                    conversation.ticketId(),
                    conversation.revision(),
                    conversation.seq(),
                    conversation.visibleCount(),
                    newest == null ? null : newest.seq(),
                    newest == null ? null : newest.preview(),
                    newest == null ? null : newest.isFromUser(),
                    newest == null ? null : newest.createdAt(),
                    conversation.firstReplyAt(),
                    conversation.lastReplyAt(),
                    conversation.readSeq());
        }
    }

    /// Takes over what is newer than the revision that is known; older facts change nothing.
    ///
    /// @return empty where there is no such ticket
    public static Optional<TicketSummary> take(Statements statements, ConversationState conversation) {
        return Optional.ofNullable(takeAll(statements, List.of(conversation)).get(conversation.ticketId()));
    }

    /// The same for several at once; of those of one ticket the newest counts.
    ///
    /// @return by the id of the ticket; nothing where there is no such ticket
    public static Map<UUID, TicketSummary> takeAll(Statements statements, Collection<ConversationState> conversations) {
        return takeAll(statements, conversations, 0);
    }

    /// The same for one, and an equal revision too: for a copy that is not what it should be.
    public static void takeAgain(Statements statements, ConversationState conversation) {
        takeAll(statements, List.of(conversation), 1);
    }

    private static Map<UUID, TicketSummary> takeAll(
            Statements statements, Collection<ConversationState> conversations, long again) {
        if (conversations.isEmpty()) {
            return Map.of();
        }
        SortedMap<UUID, ConversationState> newest = new TreeMap<>();
        conversations.forEach(conversation -> newest.merge(
                conversation.ticketId(),
                conversation,
                BinaryOperator.maxBy(Comparator.comparingLong(ConversationState::revision))));
        List<Told> told = newest.values().stream().map(Told::of).toList();
        Map<UUID, TicketSummary> summaries = new HashMap<>();
        statements
                .query(
                        TAKE,
                        Map.of("told", JsonRows.of(told), "most", JsonRows.most(), "again", again),
                        row -> Map.entry(row.uuid("id"), summary(row)))
                .forEach(seen -> summaries.put(seen.getKey(), seen.getValue()));
        return summaries;
    }

    /// A ticket is rated once: what comes later changes nothing, unless it is of a later epoch of the rating service.
    ///
    /// @return empty where there is no such ticket
    public static Optional<TicketSummary> rate(Statements statements, RatingEvent.Rated rated) {
        return rate(statements, rated, 0);
    }

    /// The same, and of the same epoch too: for a copy that is not what it should be.
    public static void rateAgain(Statements statements, RatingEvent.Rated rated) {
        rate(statements, rated, 1);
    }

    private static Optional<TicketSummary> rate(Statements statements, RatingEvent.Rated rated, long again) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", rated.ticketId());
        params.put("rating", rated.rating());
        params.put("feedback", rated.feedback());
        params.put("epoch", rated.inEpoch());
        params.put("again", again);
        return statements.queryOne(RATE, params, ConversationReplica::summary);
    }

    private static TicketSummary summary(Row row) {
        return new TicketSummary(
                row.number("version"),
                TicketStatus.of(row.text("status")),
                row.number("status_version"),
                row.textOrNull("owner_user_id"),
                row.number("owner_version"));
    }
}
