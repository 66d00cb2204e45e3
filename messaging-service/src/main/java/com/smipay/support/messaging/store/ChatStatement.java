package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one shape of a decision about a chat: lock, change, what hangs on it, history, event. It is made of pieces,
/// once for each decision, because eight decisions differ in a line or two of it each. Not for several threads.
final class ChatStatement {
    /// Whether `:agent` is one still: see migration V7.
    static final String HOLDS_AGENT = "holds_agent(:agent, string_to_array(:admin_roles, E'\\x01'))";

    /// Ends the handover of `changed` that is pending.
    static final String END_HANDOVER = """
            , ended as (
                update handover h set status = 'rejected', responded_at = changed.at
                from changed
                where h.conversation_id = changed.ticket_id and h.status = 'pending'
                returning h.to_admin_id, handover_state(h) as state
            )""";

    /// Its entry in the history; nobody did that by itself.
    static final String ENDED_HANDOVER =
            "select ticket_id, at, 'handover', to_admin_id, 'rejected', null from changed cross join ended";

    private final String sql;
    private final ExpectedVersion seen;
    private final Map<String, @Nullable Object> params = new HashMap<>();

    /// @param sql that [#of] gave
    ChatStatement(String sql, Conversation conversation) {
        this.sql = sql;
        this.seen = ExpectedVersion.of(conversation);
        params.put("told", JsonRows.of(List.of(seen)));
        params.put("most", JsonRows.most());
    }

    /// @param sets of the conversation `c`, each with a comma before it, beside what every decision sets; `s` has the
    /// time
    /// @param guard over `c`
    /// @param others expressions that hang on `changed`, each with a comma before it
    /// @param data of the event beside the conversation, over `changed`
    /// @param entries of the history, over `changed`; the first one types the columns
    static String of(EventType type, String sets, String guard, String others, String data, String... entries) {
        return """
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
                    set revision = c.revision + 1, chat_version = c.chat_version + 1, last_at = s.at, decided_at = s.at
                        %s
                    from stamped s
                    where c.ticket_id = s.ticket_id and %s
                    returning s.*, chat_state(c) as chat,
                              case when c.newest_is_from_user then 'active' else 'waiting_user' end as was_open_as
                )%s, noted as (
                    insert into chat_history (conversation_id, at, change, was, became, by_id)
                    %s
                ), announced as (
                    insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
                    select '%s', changed.event_id, '%s', '/messaging-service', cast(changed.ticket_id as text),
                           changed.at, changed.traceparent, changed.request_id,
                           cast(jsonb_build_object('conversation', changed.chat) || %s as text)
                    from changed
                    returning event_id, type, time, data
                )
                select event_id, announced.type, announced.time, announced.data, cast(null as text) as shown_name
                from announced
                join changed using (event_id)
                """.formatted(
                        sets, guard, others, String.join("\nunion all\n", entries), type.topic(), type.wire(), data);
    }

    ChatStatement with(String name, @Nullable Object value) {
        params.put(name, value);
        return this;
    }

    /// No role has that character.
    ChatStatement withRoles(Set<String> adminRoles) {
        return with("admin_roles", String.join("\u0001", adminRoles));
    }

    /// @return empty, with nothing written, when the chat has changed since it was looked at, or the guard is
    ///     against it
    <E extends SupportEvent> Optional<OutboxEvent<E>> run(Statements statements, Class<E> kind) {
        return statements.queryOne(sql, params, row -> OutboxEvent.read(row, seen, kind));
    }
}
