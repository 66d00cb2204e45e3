package com.smipay.support.bench.bulk;

import java.util.List;

/// The messaging service's rows of chats: one for each ticket, of the same owner, with five messages. As many wait for
/// their user as tickets are escalated, and these have four.
final class BulkChats {
    private static final String FACTS = """
            create temporary table chat_fact on commit drop as
            select fact.*, cast(stamp || '7000b000' || tail as uuid) as chat_id,
                   case when status = 'escalated' then 4 else 5 end as places,
                   case when status = 'escalated' then 'waiting_user' when i % 10 < 8 then 'closed' else 'active' end as chat_status,
                   case when status = 'escalated' or i % 10 <> 9 then admin_id end as agent_id,
                   opened_at + (case when status = 'escalated' then 3 else 4 end) * step * interval '1 second' as last_at
            from fact
            """;

    private static final String CONVERSATIONS = """
            insert into conversation (ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name, subject,
                                      support_type, status, priority, phone_number, ticket_created_at, ticket_updated_at,
                                      revision, seq, last_at, visible_count, newest_id, newest_seq, newest_preview,
                                      newest_is_from_user, newest_at, first_reply_at, last_reply_at, chat_version,
                                      chat_created_at, assigned_to, assigned_name, assigned_at, decided_at, closed_at)
            select chat_id, cast(chat_id as text), 0, user_id, email, user_name, '', 'OTHER', 'closed', 'low', phone_number,
                   opened_at, opened_at, places + 1, places, last_at, places, %1$s, places, left(%2$s, 100),
                   places %% 2 = 1, last_at, opened_at + step * interval '1 second', opened_at + 3 * step * interval '1 second',
                   case when chat_status = 'closed' then 3 when agent_id is null then 1 else 2 end, opened_at, agent_id,
                   case when agent_id is not null then admin_name end, case when agent_id is not null then opened_at end,
                   case when chat_status = 'closed' then last_at else opened_at end,
                   case when chat_status = 'closed' then last_at end
            from chat_fact
            order by i
            """.formatted(messageId("places"), message("places"));

    private static final String MESSAGES = """
            insert into message (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at)
            select chat_id, seq, %s, %s, seq %% 2 = 1, case when seq %% 2 = 1 then user_id else admin_id end,
                   case when seq %% 2 = 1 then user_name else admin_name end,
                   case when seq %% 2 = 1 then email else admin_email end,
                   opened_at + (seq - 1) * step * interval '1 second'
            from chat_fact
            cross join lateral generate_series(1, places) as seq
            order by opened_at + (seq - 1) * step * interval '1 second'
            """.formatted(messageId("seq"), message("seq"));

    private static final String CHATS = """
            insert into chat (conversation_id, status, assigned_to, owner_user_id, owner_email, has_ticket, created_at,
                              last_message_at, updated_at)
            select chat_id, chat_status, agent_id, user_id, email, false, opened_at, last_at, last_at
            from chat_fact
            order by i
            """;

    private static final String ORIGINS = """
            insert into chat_origin (conversation_id, device_metadata, ip_address, user_agent, contacts)
            select chat_id, jsonb_build_object('device_id', 'device-of-' || owner), '127.0.0.1', 'support-app/2.1',
                   email || E'\\u0001' || phone_number
            from chat_fact
            order by i
            """;

    /// As `FoldedText` folds what has no marks.
    private static final String TEXTS = """
            insert into chat_text (conversation_id, seq, text)
            select chat_id, seq, lower(%s)
            from chat_fact
            cross join lateral generate_series(1, places) as seq
            order by i, seq
            """.formatted(message("seq"));

    private static final String WORDS = """
            insert into chat_word (word)
            select distinct unnest(tsvector_to_array(text_words(text))) from chat_text
            """;

    private static final String FIGURES = """
            insert into chat_figure_total (status, assigned_to, has_ticket, chats)
            select chat_status, coalesce(agent_id, ''), false, count(*) from chat_fact group by 1, 2
            """;

    private static final String PEOPLE = """
            insert into token_person (id, first_name, last_name, email, is_admin)
            select distinct user_id, 'User', 'Number' || owner, email, false from chat_fact
            union all
            select distinct admin_id, 'Admin', 'Number' || i % 20, admin_email, true from chat_fact
            on conflict (id) do nothing
            """;

    private static final String SEARCHED_PEOPLE = """
            insert into person_search (person_id, text)
            select id, lower(concat_ws(E'\\u0001', first_name || ' ' || last_name, last_name || ' ' || first_name, email))
            from token_person
            """;

    static final List<String> TABLES = List.of(
            "chat", "chat_origin", "chat_text", "chat_word", "chat_figure_total", "token_person", "person_search");

    static final List<String> INSERTS =
            List.of(FACTS, CONVERSATIONS, MESSAGES, CHATS, ORIGINS, TEXTS, WORDS, FIGURES, PEOPLE, SEARCHED_PEOPLE);

    private BulkChats() {}

    private static String messageId(String seq) {
        return "cast(stamp || '7' || lpad(to_hex(" + seq + "), 3, '0') || 'b000' || tail as uuid)";
    }

    /// SQL for what a message at a place says. Each chat has one word that no other has.
    private static String message(String seq) {
        return """
                case when %1$s = 1 and subject like '%%marmalade' then 'I was charged twice for a jar of marmalade.'
                     when %1$s = 1 then 'The bank says that it left, the reference is tx-' || substr(md5(text(i)), 1, 12)
                     when %1$s %% 2 = 0 then 'Thank you. Step ' || %1$s || ' of the check is done, we write again soon.'
                     else 'Any news? I wait for ' || i %% 365 || ' days.' end
                """.formatted(seq);
    }
}
