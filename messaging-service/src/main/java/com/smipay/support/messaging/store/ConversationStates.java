package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.compare.StatePage.Looked;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.telemetry.Correlation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The states of conversations, as the ticket service copies them.
public final class ConversationStates {
    /// What the owner's account is told as is what binds the ticket there, where it has not heard of that.
    private static final String RESTATED = """
            jsonb_build_object(
                'conversation', conversation_state(c),
                'claimed_by', case when c.owner_user_id is not null
                    then jsonb_build_object('id', c.owner_user_id, 'first_name', null, 'last_name', null,
                                            'email', nullif(c.owner_email, '')) end)
                || case when c.chat_version is null then '{}' else jsonb_build_object('chat', chat_state(c)) end
            """;

    /// Each behind the lock of its row, in the order of the ids, so that two of these never wait for one another.
    private static final String RESTATE = """
            with held as materialized (
                select ticket_id from conversation
                where ticket_id = any (cast(string_to_array(:ids, ',') as uuid[])) and seq > 0 and ticket_version > 0
                order by ticket_id
                for update
            )
            insert into outbox (topic, event_id, type, source, subject, time, data)
            select 'support.messages.v1', gen_random_uuid(), 'conversation.restated', '/messaging-service',
                   cast(c.ticket_id as text), c.last_at, cast(%s as text)
            from held
            join conversation as c using (ticket_id)
            """.formatted(RESTATED);

    private static final String ONE = """
            select gen_random_uuid() as event_id, c.last_at as time, cast(%s as text) as data
            from conversation as c
            where c.ticket_id = cast(:id as uuid) and c.seq > 0 and c.ticket_version > 0
            """.formatted(RESTATED);

    private static final String PAGE = """
            select ticket_id, ticket_version, revision, seq, visible_count, newest_seq, newest_preview,
                   newest_is_from_user, newest_at, last_reply_at, read_seq
            from conversation
            where ticket_id > cast(:after as uuid)
            order by ticket_id
            limit cast(:most as bigint)
            """;

    private static final String SOURCE = "/messaging-service";

    private ConversationStates() {}

    /// The state of the conversation of a ticket, as an event. Empty for a chat without one.
    public static Optional<EventEnvelope> find(Statements statements, UUID id) {
        Correlation correlation = Correlation.current();
        return statements.queryOne(
                ONE,
                Map.of("id", id),
                row -> new EventEnvelope(
                        row.uuid("event_id"),
                        EventType.CONVERSATION_RESTATED.wire(),
                        SOURCE,
                        id.toString(),
                        row.instant("time"),
                        correlation.traceparent(),
                        correlation.requestId(),
                        row.text("data")));
    }

    /// Of conversations that have a ticket.
    public static StatePage page(Statements statements, UUID after, int most) {
        return StatePage.of(
                statements.query(
                        PAGE,
                        Map.of("after", after, "most", most),
                        row -> new Looked(row.uuid("ticket_id"), line(row))),
                most);
    }

    private static @Nullable StateLine line(Row row) {
        return row.number("seq") == 0 || row.number("ticket_version") == 0
                ? null
                : StateLine.conversation(
                        row.uuid("ticket_id"),
                        row.number("revision"),
                        row.number("seq"),
                        row.number("visible_count"),
                        row.number("newest_seq"),
                        row.text("newest_preview"),
                        row.flag("newest_is_from_user"),
                        row.instant("newest_at"),
                        row.instantOrNull("last_reply_at"),
                        row.number("read_seq"));
    }

    /// Their states once more, after a restore.
    public static void restate(Statements transaction, List<UUID> ids) {
        transaction.update(
                RESTATE, Map.of("ids", ids.stream().map(UUID::toString).collect(Collectors.joining(","))));
    }
}
