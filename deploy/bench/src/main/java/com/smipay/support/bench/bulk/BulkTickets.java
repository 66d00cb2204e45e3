package com.smipay.support.bench.bulk;

import java.util.List;

/// The ticket service's rows: tickets, what they were opened with, their history, their users and their figures.
final class BulkTickets {
    private static final String TICKETS = """
            insert into ticket (id, ticket_number, version, status_version, owner_user_id, email, owner_name, subject,
                                support_type, status, priority, phone_number, assigned_to, resolved_at, resolved_by,
                                resolution_notes, created_at, updated_at, conversation_revision, last_seq, message_count,
                                newest_seq, newest_preview, newest_is_from_user, newest_at, first_response_at,
                                last_response_at, response_time_seconds, read_seq, satisfaction_rating, feedback)
            select id, number, version, case when status = 'in_progress' then 2 else version end, user_id, email,
                   user_name, subject, support_type, status, priority, phone_number, assigned_to,
                   case when settled then left_at end, case when settled then admin_id end,
                   case when settled then 'Looked into it and put it right.' end, opened_at, left_at,
                   messages + case when read_seq > 0 then 1 else 0 end, messages, messages, messages,
                   left(%s, 100), false, newest_at, opened_at + step * interval '1 second', newest_at, step, read_seq,
                   stars, null
            from fact
            order by i
            """.formatted(BulkFacts.message("messages"));

    private static final String ORIGINS = """
            insert into ticket_origin (ticket_id, first_message_id, description, sender_id, sender_name,
                                       related_transaction_id, device_metadata, ip_address, user_agent, number_key,
                                       email_key, search_text, folded)
            select id, %s, description, user_id, user_name, null,
                   jsonb_build_object('device_id', 'device-of-' || owner), '127.0.0.1', 'support-app/2.1',
                   lower(number), email,
                   concat_ws(E'\\u0001', lower(subject), email, phone_number, lower(description)), true
            from fact
            order by i
            """.formatted(BulkFacts.messageId("1"));

    private static final String PHONES = """
            insert into ticket_phone (phone, ticket_id) select phone_number, id from fact order by 1, 2
            """;

    private static final String CONTACTS = """
            insert into contact (value) select email from fact union select phone_number from fact
            """;

    private static final String TRIGRAMS = "select count_trigrams()";

    private static final String HISTORY = """
            insert into ticket_history (ticket_id, at, change, was, became, by_id)
            select fact.id, change.at, change.kind, change.was, change.became, change.by_id
            from fact
            cross join lateral (values
                (1, opened_at, 'opened', null, 'pending', user_id),
                (2, opened_at + step * interval '1 second', 'status', 'pending', 'in_progress', null),
                (3, opened_at + interval '12 minutes', 'assigned_to', null, assigned_to, admin_id),
                (4, opened_at + interval '13 minutes', 'priority', 'high', 'urgent', admin_id),
                (5, left_at, 'status', 'in_progress', status, admin_id)
            ) as change (place, at, kind, was, became, by_id)
            where (change.place <> 3 or assigned_to is not null) and (change.place <> 4 or priority = 'urgent')
              and (change.place <> 5 or status <> 'in_progress')
            order by fact.i, change.place
            """;

    private static final String USERS = """
            insert into person (id, token_email, token_first_name, token_last_name, token_role)
            select distinct user_id, email, 'User', 'Number' || owner, 'user' from fact
            union all
            select distinct admin_id, admin_email, 'Admin', 'Number' || i % 20, 'admin' from fact
            on conflict (id) do nothing
            """;

    /// As `Folding` of the ticket service writes it.
    private static final String SEARCHED_USERS = """
            insert into person_search (person_id, text)
            select id, lower(concat_ws(E'\\u0001', token_first_name || ' ' || token_last_name,
                                       token_last_name || ' ' || token_first_name, token_email))
            from person
            """;

    private static final String FIGURES = """
            insert into analytics_total (status, priority, support_type, unassigned, tickets, responses,
                                         response_seconds, rated, rating_sum)
            select status, priority, support_type, assigned_to is null, count(*), count(*), sum(step), count(stars),
                   coalesce(sum(stars), 0)
            from fact
            group by status, priority, support_type, assigned_to is null
            """;

    private static final String DAYS = """
            insert into opened_total (day, tickets)
            select cast(opened_at at time zone 'UTC' as date), count(*) from fact group by 1
            """;

    /// Numbers of tickets to come lie behind those of the bulk.
    private static final String NUMBERS = """
            select setval(ticket_number_sequence(year), newest)
            from (select cast(extract(year from opened_at at time zone 'UTC') as int) as year, max(i) as newest
                  from fact group by 1) as years
            """;

    static final BulkDatabase DATABASE = new BulkDatabase(
            "ticket",
            List.of(
                    "ticket",
                    "ticket_origin",
                    "ticket_phone",
                    "contact",
                    "common_trigram",
                    "ticket_history",
                    "person",
                    "person_search",
                    "analytics_total",
                    "opened_total"),
            List.of(
                    TICKETS,
                    ORIGINS,
                    PHONES,
                    CONTACTS,
                    TRIGRAMS,
                    HISTORY,
                    USERS,
                    SEARCHED_USERS,
                    FIGURES,
                    DAYS,
                    NUMBERS));

    private BulkTickets() {}
}
