package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What is kept no longer than it has to be (`privacy.md`).
public final class Retention {
    /// How many chats are looked up at once.
    private static final int BATCH = 50;

    /// As [com.smipay.support.kit.privacy.RetentionWalk] takes it: where a device and its address were.
    public static final String FORGET_ORIGINS = """
            with page as materialized (
                select conversation_id from chat_origin
                where conversation_id > coalesce(
                          (select after from retention_walk where what = 'origins'),
                          cast('00000000-0000-0000-0000-000000000000' as uuid))
                  and conversation_id < cast(:before as uuid)
                order by conversation_id
                limit :batch
            ), forgotten as (
                update chat_origin as origin set ip_address = null, user_agent = null, device_metadata = '{}'
                from page
                where origin.conversation_id = page.conversation_id
                  and (origin.ip_address is not null or origin.user_agent is not null or origin.device_metadata <> '{}')
            )
            insert into retention_walk (what, after)
            (select 'origins', conversation_id from page order by conversation_id desc limit 1)
            on conflict (what) do update set after = excluded.after
            """;

    /// Likewise: what agents wrote to one another. Their places in the conversation stay.
    public static final String FORGET_NOTES = """
            with page as materialized (
                select id from internal_note
                where id > coalesce(
                          (select after from retention_walk where what = 'notes'),
                          cast('00000000-0000-0000-0000-000000000000' as uuid))
                  and id < cast(:before as uuid)
                order by id
                limit :batch
            ), forgotten as (
                update internal_note as note set message = '[erased]', client_id = null
                from page
                where note.id = page.id
            )
            insert into retention_walk (what, after)
            (select 'notes', id from page order by id desc limit 1)
            on conflict (what) do update set after = excluded.after
            """;

    /// The longest closed first.
    private static final String SETTLED = """
            select conversation_id from chat
            where status = 'closed' and not has_ticket and coalesce(owner_user_id, '') not like 'erased:%'
              and updated_at < now() - cast(:kept as interval)
            order by updated_at
            limit :batch
            """;

    private Retention() {}

    /// At most a batch of chats without a ticket that are closed, and in which nothing has happened for so long.
    public static List<UUID> settled(Statements statements, Duration kept) {
        return statements.query(
                SETTLED, Map.of("kept", kept.toString(), "batch", BATCH), row -> row.uuid("conversation_id"));
    }
}
