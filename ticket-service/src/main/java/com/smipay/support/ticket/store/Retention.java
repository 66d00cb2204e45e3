package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What is kept no longer than it has to be (`privacy.md`).
public final class Retention {
    /// How many tickets are looked up at once.
    private static final int BATCH = 50;

    /// As [com.smipay.support.kit.privacy.RetentionWalk] takes it: where a device and its address were.
    public static final String FORGET_ORIGINS = """
            with page as materialized (
                select ticket_id from ticket_origin
                where ticket_id > coalesce(
                          (select after from retention_walk where what = 'origins'),
                          cast('00000000-0000-0000-0000-000000000000' as uuid))
                  and ticket_id < cast(:before as uuid)
                order by ticket_id
                limit :batch
            ), forgotten as (
                update ticket_origin as origin set ip_address = null, user_agent = null, device_metadata = null
                from page
                where origin.ticket_id = page.ticket_id
                  and (origin.ip_address is not null or origin.user_agent is not null
                       or origin.device_metadata is not null)
            )
            insert into retention_walk (what, after)
            (select 'origins', ticket_id from page order by ticket_id desc limit 1)
            on conflict (what) do update set after = excluded.after
            """;

    /// The longest settled first.
    private static final String SETTLED = """
            select id from ticket
            where status in ('resolved', 'closed') and coalesce(owner_user_id, '') not like 'erased:%'
              and updated_at < now() - cast(:kept as interval)
            order by updated_at
            limit :batch
            """;

    private Retention() {}

    /// At most a batch of tickets that are settled and in which nothing has happened for so long.
    public static List<UUID> settled(Statements statements, Duration kept) {
        return statements.query(SETTLED, Map.of("kept", kept.toString(), "batch", BATCH), row -> row.uuid("id"));
    }
}
