package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ExportPage;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What is kept of a person, as they may ask to see it (`privacy.md`).
public final class Exports {
    private static final int MOST_CHATS = 100;

    /// Each may have twenty kilobytes.
    private static final int MOST_MESSAGES = 200;

    /// Chats without a ticket: those with one are the ticket service's to name.
    private static final String CHATS = """
            with owned as materialized (
                select conversation_id from chat where owner_user_id = :user_id and not has_ticket
                union
                select conversation_id from chat
                where owner_user_id is null and owner_email = any (string_to_array(:emails, E'\\x01'))
                  and owner_email <> '' and not has_ticket
                union
                select chat.conversation_id
                from chat_history as released
                join chat on chat.conversation_id = released.conversation_id
                where released.was = :user_id and released.change = 'claimed' and released.became is null
                  and chat.owner_user_id is null and not chat.has_ticket
            ), page as materialized (
                select conversation_id from owned
                where conversation_id > cast(:after as uuid)
                order by conversation_id
                limit :most
            )
            select page.conversation_id as key,
                   jsonb_build_object(
                       'kind', 'chat', 'id', page.conversation_id, 'status', chat.status, 'email', chat.owner_email,
                       'name', c.owner_name, 'phone_number', c.phone_number, 'user_id', chat.owner_user_id,
                       'device_metadata', origin.device_metadata, 'ip_address', origin.ip_address,
                       'user_agent', origin.user_agent, 'satisfaction_rating', chat.satisfaction_rating,
                       'feedback', chat.feedback, 'created_at', chat.created_at, 'updated_at', chat.updated_at,
                       'closed_at', c.closed_at,
                       'history', (
                           select coalesce(jsonb_agg(jsonb_build_object('at', at, 'change', change, 'from', was, 'to', became)
                                                     order by chat_history.id), '[]')
                           from chat_history where chat_history.conversation_id = page.conversation_id),
                       'handovers', (
                           select coalesce(jsonb_agg(jsonb_build_object(
                                                         'at', created_at, 'from', from_admin_name, 'to', to_admin_name,
                                                         'reason', reason, 'status', handover.status)
                                                     order by created_at, handover.id), '[]')
                           from handover where handover.conversation_id = page.conversation_id)) as item
            from page
            join chat on chat.conversation_id = page.conversation_id
            join chat_origin as origin on origin.conversation_id = page.conversation_id
            join conversation as c on c.ticket_id = page.conversation_id
            order by page.conversation_id
            """;

    private static final String MESSAGES = """
            select cast(seq as text) as key,
                   jsonb_build_object('seq', seq, 'from', sender, 'message', message, 'created_at', created_at) as item
            from (
                (select seq, case when is_from_user then 'user' else 'support' end as sender, message, created_at
                 from message where ticket_id = cast(:id as uuid) and seq > :after order by seq limit :most)
                union all
                (select seq, 'support, to colleagues', message, created_at
                 from internal_note where ticket_id = cast(:id as uuid) and seq > :after order by seq limit :most)
            ) as both_kinds
            order by seq
            limit :most
            """;

    private Exports() {}

    public static ExportPage chats(Statements statements, DataSubject person, UUID after) {
        Map<String, Object> params = new HashMap<>(person.params());
        params.put("after", after);
        params.put("most", MOST_CHATS);
        return ExportPage.of(statements.query(CHATS, params, ExportPage.Item::of), MOST_CHATS);
    }

    /// Messages and notes of a conversation, with a ticket or without.
    ///
    /// @param after a place in it
    public static ExportPage messages(Statements statements, UUID id, long after) {
        return ExportPage.of(
                statements.query(
                        MESSAGES, Map.of("id", id, "after", after, "most", MOST_MESSAGES), ExportPage.Item::of),
                MOST_MESSAGES);
    }
}
