package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves read marks forward, never back.
public final class ReadMarks {
    /// Of the conversation that it was decided on ([ExpectedVersion]), under its lock.
    private static final String MARK = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        ticket_id uuid, ticket_version bigint, chat_version bigint, owner_user_id text, event_id uuid,
                        traceparent text, request_id text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), locked as materialized (
                select told.*, seen.last_at
                from told
                join conversation as seen on seen.ticket_id = told.ticket_id
                where seen.ticket_version = told.ticket_version
                  and seen.chat_version is not distinct from told.chat_version
                  and seen.owner_user_id is not distinct from told.owner_user_id
                for update of seen
            ), stamped as materialized (
                select locked.*, greatest(last_at, date_trunc('milliseconds', clock_timestamp())) as at
                from locked
            ), changed as (
                update conversation c
                set revision = c.revision + 1,
                    read_seq = greatest(c.read_seq, :target_seq),
                    read_message_id =
                        case when :target_seq > c.read_seq then cast(:target_id as uuid) else c.read_message_id end,
                    read_at = case when :target_seq > c.read_seq then greatest(c.read_at, s.at) else c.read_at end,
                    owner_user_id = coalesce(c.owner_user_id, cast(:claimant as text)),
                    guest_proof = case when cast(:claimant as text) is null then c.guest_proof end
                from stamped s
                where c.ticket_id = s.ticket_id
                  and (:target_seq > c.read_seq or cast(:claimant as text) is not null)
                returning s.*, c.read_message_id, c.read_at,
                    case when s.chat_version is null then jsonb_build_object('conversation', conversation_state(c))
                         when s.ticket_version > 0
                             then jsonb_build_object('conversation', conversation_state(c), 'chat', chat_state(c))
                         else jsonb_build_object('conversation', chat_state(c)) end as about
            ), noted as (
                insert into chat_history (conversation_id, at, change, was, became, by_id)
                select ticket_id, at, 'claimed', null, cast(:claimant as text), cast(:claimant as text) from changed
                where cast(:claimant as text) is not null and chat_version is not null
            ), announced as (
                insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
                select 'support.messages.v1', changed.event_id,
                       case when changed.chat_version is null or changed.ticket_version > 0
                            then 'messages.read' else 'conversation.messages-read' end,
                       '/messaging-service', cast(changed.ticket_id as text), changed.at, changed.traceparent,
                       changed.request_id,
                       cast(changed.about || jsonb_build_object(
                           'user_id', cast(:user_id as text),
                           'last_message_id', changed.read_message_id,
                           'read_at', wire_time(changed.read_at),
                           'claimed_by', cast(:claimed_by as jsonb)) as text)
                from changed
                returning event_id, type, time, data
            )
            select event_id, announced.type, announced.time, announced.data, cast(null as text) as shown_name
            from announced
            join changed using (event_id)
            """;

    private ReadMarks() {}

    /// @param conversation as it was when this was decided on
    /// @param target the newest message that is now read
    /// @param userId null for a guest
    /// @param claimedBy whom the mark binds the ticket to, where it binds it; it does so even if it does not move
    /// @return empty, with nothing written, when it has changed since or the mark stands there already
    public static Optional<MovedMark> move(
            Statements statements,
            Conversation conversation,
            Messages.Place target,
            @Nullable String userId,
            @Nullable Actor claimedBy) {
        ExpectedVersion seen = ExpectedVersion.of(conversation);
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("told", JsonRows.of(List.of(seen)));
        params.put("most", JsonRows.most());
        params.put("target_seq", target.seq());
        params.put("target_id", target.id());
        params.put("user_id", userId);
        params.put("claimant", claimedBy == null ? null : claimedBy.id());
        params.put("claimed_by", OutboxEvent.json(claimedBy));
        return statements.queryOne(MARK, params, row -> new MovedMark(OutboxEvent.read(row, seen, SupportEvent.class)));
    }
}
