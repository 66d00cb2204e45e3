package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ExportPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What is kept of a person, as they may ask to see it (`privacy.md`).
public final class Exports {
    private static final int MOST = 100;

    private static final String TICKETS = """
            with owned as materialized (
                select id from ticket where owner_user_id = :user_id
                union
                select id from ticket
                where owner_user_id is null and email = any (string_to_array(:emails, E'\\x01')) and email <> ''
                union
                select ticket.id
                from ticket_history as released
                join ticket on ticket.id = released.ticket_id
                where released.was = :user_id and released.change = 'claimed' and released.became is null
                  and ticket.owner_user_id is null
            ), page as materialized (
                select id from owned where id > cast(:after as uuid) order by id limit :most
            )
            select page.id as key,
                   jsonb_build_object(
                       'kind', 'ticket', 'id', ticket.id, 'ticket_number', ticket.ticket_number, 'subject', ticket.subject,
                       'description', origin.description, 'support_type', ticket.support_type, 'status', ticket.status,
                       'priority', ticket.priority, 'email', ticket.email, 'name', ticket.owner_name,
                       'phone_number', ticket.phone_number, 'user_id', ticket.owner_user_id,
                       'related_transaction_id', origin.related_transaction_id,
                       'device_metadata', origin.device_metadata, 'ip_address', origin.ip_address,
                       'user_agent', origin.user_agent, 'resolution_notes', ticket.resolution_notes,
                       'satisfaction_rating', ticket.satisfaction_rating, 'feedback', ticket.feedback,
                       'created_at', ticket.created_at, 'updated_at', ticket.updated_at,
                       'resolved_at', ticket.resolved_at,
                       'history', (
                           select coalesce(jsonb_agg(jsonb_build_object('at', at, 'change', change, 'from', was, 'to', became)
                                                     order by ticket_history.id), '[]')
                           from ticket_history where ticket_id = page.id)) as item
            from page
            join ticket on ticket.id = page.id
            join ticket_origin as origin on origin.ticket_id = page.id
            order by page.id
            """;

    /// The version before kept the email of a registration with what can't be seen at its ends.
    private static final String PERSON = """
            select id as key, to_jsonb(known_person) || jsonb_build_object('kind', 'account') as item
            from known_person where id = :user_id
            union all
            select id, to_jsonb(session) - 'source_partition' - 'source_offset' - 'source_time' - 'deleted'
                       || jsonb_build_object('kind', 'registration_session')
            from registration_session as session
            where lower(btrim(email, E' \\t\\r\\n\\u00a0\\u200b\\ufeff')) = any (string_to_array(:emails, E'\\x01'))
            """;

    private Exports() {}

    /// The account, and registrations under way.
    public static List<ExportPage.Item> person(Statements statements, DataSubject person) {
        return statements.query(PERSON, person.params(), ExportPage.Item::of);
    }

    public static ExportPage tickets(Statements statements, DataSubject person, UUID after) {
        Map<String, Object> params = new HashMap<>(person.params());
        params.put("after", after);
        params.put("most", MOST);
        return ExportPage.of(statements.query(TICKETS, params, ExportPage.Item::of), MOST);
    }
}
