package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.messaging.domain.Conversation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is kept of a person, and how it is forgotten (`privacy.md`, Erasure).
public final class Erasures {
    /// How many chats are looked up at once.
    public static final int BATCH = 100;

    /// Of chats without a ticket: those with one are forgotten with it.
    private static final String OWNED = """
            select conversation_id
            from (
                (select conversation_id from chat where owner_user_id = :user_id and not has_ticket limit :batch)
                union all
                (select conversation_id from chat
                 where owner_user_id is null and owner_email = any (string_to_array(:emails, E'\\x01'))
                   and owner_email <> '' and not has_ticket
                 limit :batch)
            ) as owned
            limit :batch
            """;

    /// A chat without a ticket, which is open no more.
    private static final String ERASE = ChatStatement.of(
            EventType.CONVERSATION_ERASED,
            """
            , owner_user_id = :nobody, owner_email = '', owner_name = null, guest_proof = null, phone_number = null,
              closed_at = coalesce(c.closed_at, s.at)
            """,
            "c.ticket_version = 0",
            ChatStatement.END_HANDOVER,
            "'{}'",
            "select ticket_id, at, 'erased', cast(null as text), cast(null as text), cast(null as text) from changed",
            ChatStatement.ENDED_HANDOVER);

    /// Nobody writes into it until the transaction ends.
    private static final String SAYS_SOMETHING = """
            with held as materialized (
                select ticket_id from conversation where ticket_id = cast(:id as uuid) and seq > 0 for update
            )
            select exists (select from message where message.ticket_id = held.ticket_id and message <> :text)
                   or exists (select from internal_note as note where note.ticket_id = held.ticket_id and message <> :text)
                   as something
            from held
            """;

    /// Behind the lock of its row. What agents did stays, and that they did it; what they wrote does not.
    private static final String FORGET_WORDS = """
            with changed as (
                update conversation
                set newest_preview = :text, guest_proof = null, phone_number = null, related_transaction_id = null,
                    resolution_notes = null, description = case when description is not null then :text end,
                    revision = revision + 1
                where ticket_id = cast(:id as uuid)
            ), messages_forget as (
                update message
                set message = :text, client_id = null,
                    sender_id = case when is_from_user then null else sender_id end,
                    sender_name = case when is_from_user then null else sender_name end,
                    sender_email = case when is_from_user then null else sender_email end
                where ticket_id = cast(:id as uuid)
            ), notes_forget as (
                update internal_note set message = :text, client_id = null where ticket_id = cast(:id as uuid)
            ), origin_forgets as (
                update chat_origin set device_metadata = '{}', ip_address = null, user_agent = null, contacts = ''
                where conversation_id = cast(:id as uuid)
            ), rating_forgets as (
                update chat set feedback = null where conversation_id = cast(:id as uuid) and feedback is not null
            ), handovers_forget as (
                update handover set reason = null where conversation_id = cast(:id as uuid) and reason is not null
            ), history_forgets as (
                update chat_history
                set was = case when change = 'claimed' then null else was end,
                    became = case when change = 'claimed' then null else became end,
                    by_id = case when change in ('opened', 'claimed', 'rated') then null else by_id end
                where conversation_id = cast(:id as uuid)
            ), waiting as (
                delete from chat_text_to_learn where conversation_id = cast(:id as uuid)
            ), texts as (
                delete from chat_text where conversation_id = cast(:id as uuid) returning text
            )
            select distinct unnest(tsvector_to_array(text_words(text))) as word from texts
            """;

    /// By which answers to whoever wrote them are known.
    private static final String IDS = """
            select id from message where ticket_id = cast(:id as uuid)
            union all
            select id from internal_note where ticket_id = cast(:id as uuid)
            """;

    /// Behind whoever learns words just now; what waits to be learnt is learnt afterwards.
    private static final String WAIT_FOR_LEARNERS = "select pg_advisory_xact_lock(" + ChatWords.LOCK + ")";

    /// Words that nobody else has said.
    private static final String FORGET_DICTIONARY = """
            delete from chat_word
            where word = any (string_to_array(:words, ' '))
              and not exists (
                  select from chat_text
                  where text_words(chat_text.text)
                        @@ cast('''' || replace(replace(chat_word.word, '\\', '\\\\'), '''', '''''') || '''' as tsquery))
            """;

    private static final String FORGET_PERSON = """
            with searched as (
                delete from person_search where person_id = :user_id
            ), told_by_tokens as (
                delete from token_person where id = :user_id
            )
            delete from person where id = :user_id
            """;

    private static final String EMAIL = "select email from known_person where id = :user_id and email is not null";

    private Erasures() {}

    /// What the account's address is now.
    public static Optional<String> emailOf(Statements statements, String userId) {
        return statements.queryOne(EMAIL, Map.of("user_id", userId), row -> row.text("email"));
    }

    /// At most a batch of the person's chats that have no ticket.
    public static List<UUID> owned(Statements statements, DataSubject person) {
        Map<String, Object> params = new HashMap<>(person.params());
        params.put("batch", BATCH);
        return statements.query(OWNED, params, row -> row.uuid("conversation_id"));
    }

    /// A chat without a ticket.
    ///
    /// @return empty, with nothing written, where it has changed since it was looked at
    public static Optional<OutboxEvent<ConversationEvent.Erased>> erase(Statements transaction, Conversation seen) {
        forgetWords(transaction, seen.id());
        return new ChatStatement(ERASE, seen)
                .with("nobody", Owner.erased().userId())
                .run(transaction, ConversationEvent.Erased.class);
    }

    /// Everything that was said in it, by whomever, and where the search found it.
    ///
    /// @return whether there was anything
    public static boolean forgetWords(Statements transaction, UUID id) {
        Map<String, Object> params = Map.of("id", id, "text", Owner.ERASED_TEXT);
        if (!transaction
                .queryOne(SAYS_SOMETHING, params, row -> row.flag("something"))
                .orElse(false)) {
            return false;
        }
        transaction.query(WAIT_FOR_LEARNERS, Map.of(), row -> true);
        List<String> words = transaction.query(FORGET_WORDS, params, row -> row.text("word"));
        // No word has a blank.
        transaction.update(FORGET_DICTIONARY, Map.of("words", String.join(" ", words)));
        List<UUID> ids = new ArrayList<>(transaction.query(IDS, Map.of("id", id), row -> row.uuid("id")));
        ids.add(id);
        IdempotentExecutor.forgetAbout(transaction, null, ids, List.of());
        return true;
    }

    /// The account. What other systems go on telling of it is theirs to end.
    public static void forgetPerson(Statements statements, String userId) {
        statements.update(FORGET_PERSON, Map.of("user_id", userId));
        IdempotentExecutor.forgetAbout(statements, userId, List.of(), List.of());
    }
}
