package com.smipay.support.messaging;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chats as they stand in the database.
public final class ChatSeed {
    private static final String OPEN = """
            with opened as (
                insert into conversation (ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name,
                                          subject, support_type, status, priority, ticket_created_at, ticket_updated_at,
                                          revision, seq, last_at, visible_count, newest_id, newest_seq, newest_preview,
                                          newest_is_from_user, newest_at, chat_version, decided_at, phone_number)
                values (cast(:id as uuid), cast(:id as text), 0, cast(:user as text), :email, 'John Doe', '', 'OTHER',
                        'closed', 'low', :at, :at, 1, 1, :at, 1, cast(:message_id as uuid), 1, :text, true, :at, 1, :at,
                        cast(:phone as text))
                returning *
            ), written as (
                insert into message (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email,
                                     created_at)
                select ticket_id, 1, newest_id, :text, true, owner_user_id, owner_name, owner_email, newest_at from opened
            ), listed as (
                insert into chat (conversation_id, status, owner_user_id, owner_email, created_at, last_message_at,
                                  updated_at)
                select ticket_id, 'active', owner_user_id, owner_email, newest_at, newest_at, newest_at from opened
            ), origin as (
                insert into chat_origin (conversation_id, device_metadata, contacts, ip_address)
                select ticket_id, '{"platform":"ios"}', owner_email || E'\\x01' || coalesce(phone_number, ''), '192.0.2.7'
                from opened
            ), searched as (
                insert into chat_text (conversation_id, seq, text) select ticket_id, 1, :folded from opened
            ), queued as (
                insert into chat_text_to_learn (conversation_id, seq) select ticket_id, 1 from opened
            )
            insert into chat_history (conversation_id, at, change, became, by_id)
            select ticket_id, newest_at, 'opened', 'active', owner_user_id from opened
            """;

    private static final String ASSIGN = """
            with changed as (
                update conversation
                set assigned_to = :agent, assigned_name = 'Ada Obi', assigned_at = :at, decided_at = :at,
                    chat_version = chat_version + 1, revision = revision + 1
                where ticket_id = cast(:id as uuid)
                returning ticket_id
            )
            insert into chat_history (conversation_id, at, change, became, by_id)
            select ticket_id, :at, 'assigned_to', :agent, :agent from changed
            """;

    private static final String CLOSE = """
            update conversation
            set closed_at = :at, decided_at = :at, chat_version = chat_version + 1, revision = revision + 1
            where ticket_id = cast(:id as uuid)
            """;

    private static final String REPLY = """
            with changed as (
                update conversation
                set seq = seq + 1, visible_count = visible_count + 1, revision = revision + 1,
                    newest_id = cast(:message_id as uuid), newest_seq = seq + 1, newest_preview = :text,
                    newest_is_from_user = false, newest_at = :at, last_at = :at
                where ticket_id = cast(:id as uuid)
                returning *
            )
            insert into message (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email,
                                 created_at)
            select ticket_id, seq, newest_id, newest_preview, false, 'a-1', 'Ada Obi', 'ada@smipay.com', newest_at
            from changed
            """;

    private static final String NOTE = """
            with changed as (
                update conversation set seq = seq + 1, revision = revision + 1, last_at = :at
                where ticket_id = cast(:id as uuid)
                returning *
            )
            insert into internal_note (ticket_id, seq, id, message, sender_id, sender_name, sender_email, created_at)
            select ticket_id, seq, cast(:message_id as uuid), :text, 'a-1', 'Ada Obi', 'ada@smipay.com', :at from changed
            """;

    private static final String TICKET = """
            update conversation
            set ticket_version = 1, ticket_number = :number, subject = 'Refund', status = 'in_progress', priority = 'high',
                support_type = 'PAYMENT_ISSUE', chat_version = chat_version + 1, revision = revision + 1, decided_at = :at
            where ticket_id = cast(:id as uuid)
            """;

    private final Statements statements;

    public ChatSeed(Statements statements) {
        this.statements = statements;
    }

    /// @param user null for a guest
    /// @param email empty where nobody knows one
    public UUID open(@Nullable String user, String email, Instant at, String text) {
        return open(user, email, null, at, text);
    }

    public UUID open(@Nullable String user, String email, @Nullable String phone, Instant at, String text) {
        UUID id = UUID.randomUUID();
        Map<String, @Nullable Object> params = params(id, at);
        params.put("message_id", UUID.randomUUID());
        params.put("user", user);
        params.put("email", email);
        params.put("phone", phone);
        params.put("text", text);
        params.put("folded", FoldedText.of(text));
        statements.update(OPEN, params);
        return id;
    }

    public void assign(UUID id, String agent, Instant at) {
        Map<String, @Nullable Object> params = params(id, at);
        params.put("agent", agent);
        statements.update(ASSIGN, params);
    }

    public void close(UUID id, Instant at) {
        statements.update(CLOSE, params(id, at));
    }

    public void reply(UUID id, Instant at, String text) {
        statements.update(REPLY, texts(id, at, text));
    }

    public void note(UUID id, Instant at, String text) {
        statements.update(NOTE, texts(id, at, text));
    }

    public void ticket(UUID id, Instant at, String number) {
        Map<String, @Nullable Object> params = params(id, at);
        params.put("number", number);
        statements.update(TICKET, params);
    }

    private static Map<String, @Nullable Object> texts(UUID id, Instant at, String text) {
        Map<String, @Nullable Object> params = params(id, at);
        params.put("message_id", UUID.randomUUID());
        params.put("text", text);
        return params;
    }

    private static Map<String, @Nullable Object> params(UUID id, Instant at) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", id);
        params.put("at", at);
        return params;
    }
}
