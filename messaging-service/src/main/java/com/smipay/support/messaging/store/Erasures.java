package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.db.Database;
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
    private static final int BATCH = 100;

    private static final int WORDS_AT_ONCE = 100;

    /// Of chats without a ticket: those with one are forgotten with it.
    private static final String OWNED = """
            (select conversation_id as id from chat
             where owner_user_id = :user_id and not has_ticket
               and (:one = '' or conversation_id = cast(nullif(:one, '') as uuid))
             limit :batch)
            union
            (select conversation_id from chat
             where owner_user_id is null and owner_email = any (string_to_array(:emails, E'\\x01'))
               and owner_email <> '' and not has_ticket
               and (:one = '' or conversation_id = cast(nullif(:one, '') as uuid))
             limit :batch)
            union
            (select chat.conversation_id
             from chat_history as released
             join chat on chat.conversation_id = released.conversation_id
             where released.was = :user_id and released.change = 'claimed' and released.became is null
               and chat.owner_user_id is null and not chat.has_ticket
               and (:one = '' or chat.conversation_id = cast(nullif(:one, '') as uuid))
             limit :batch)
            """;

    /// Nobody decides about it, or writes in it, until the transaction ends.
    private static final String HOLD = """
            select ticket_id from conversation where ticket_id = cast(:id as uuid) for update
            """;

    /// Behind [#FORGET_WORDS], which closes it.
    private static final String ERASE = ChatStatement.of(
            EventType.CONVERSATION_ERASED,
            """
            , owner_user_id = :nobody, owner_email = '', owner_name = null
            """,
            "c.ticket_version = 0",
            "",
            "'{}'",
            "select ticket_id, at, 'erased', cast(null as text), cast(null as text), cast(null as text) from changed");

    /// Nobody writes into it until the transaction ends.
    private static final String SAYS_SOMETHING = """
            with held as materialized (
                select ticket_id from conversation where ticket_id = cast(:id as uuid) and seq > 0 for update
            )
            select exists (select from message
                           where message.ticket_id = held.ticket_id
                             and (message <> :text or is_from_user and coalesce(sender_id, sender_name, sender_email) is not null))
                   or exists (select from internal_note as note where note.ticket_id = held.ticket_id and message <> :text)
                   or exists (select from chat_origin as origin
                              where origin.conversation_id = held.ticket_id
                                and (coalesce(ip_address, user_agent) is not null or device_metadata <> '{}'))
                   as something
            from held
            """;

    /// Behind the lock of its row. What agents did stays, and that they did it; what they wrote does not.
    private static final String FORGET_WORDS = """
            with changed as (
                update conversation
                set newest_preview = :text, guest_proof = null, phone_number = null, related_transaction_id = null,
                    resolution_notes = null, description = case when description is not null then :text end,
                    revision = revision + 1, chat_version = chat_version + 1,
                    closed_at = case when chat_version is not null
                                     then coalesce(closed_at, date_trunc('milliseconds', clock_timestamp())) end
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
                update handover
                set reason = null, status = case when status = 'pending' then 'rejected' else status end,
                    responded_at = coalesce(responded_at, date_trunc('milliseconds', clock_timestamp()))
                where conversation_id = cast(:id as uuid)
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
            insert into chat_word_to_forget (word)
            select distinct unnest(tsvector_to_array(text_words(text))) from texts
            on conflict do nothing
            """;

    /// By which answers to whoever wrote them are known.
    private static final String IDS = """
            select cast(id as text) as id from message where ticket_id = cast(:id as uuid)
            union all
            select cast(id as text) from internal_note where ticket_id = cast(:id as uuid)
            """;

    /// Behind whoever learns words just now; what waits to be learnt is learnt afterwards.
    private static final String WAIT_FOR_LEARNERS = "select pg_advisory_xact_lock(" + ChatWords.LOCK + ")";

    private static final String NOTED_WORDS = "select word from chat_word_to_forget limit :most";

    /// A word that many say is among the first texts that are looked at, and the index is not asked for all of
    /// them.
    private static final String FORGET_WORD = """
            with noted as (
                delete from chat_word_to_forget where word = :word
            ), sought as materialized (
                select cast('''' || replace(replace(:word, '\\', '\\\\'), '''', '''''') || '''' as tsquery) as it
            )
            delete from chat_word
            using sought
            where word = :word
              and not case when exists (
                               select from (select text from chat_text limit 1000) as few where text_words(few.text) @@ sought.it)
                           then true
                           else exists (select from chat_text where text_words(chat_text.text) @@ sought.it) end
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

    /// At most a batch of the person's chats that have no ticket: those of the account, those of nobody with an
    /// address of theirs, and those that the account had until it was gone.
    public static List<UUID> owned(Statements statements, DataSubject person) {
        return owned(statements, person, "");
    }

    /// Whether this one is theirs still.
    public static boolean isOwned(Statements transaction, DataSubject person, UUID chat) {
        return !owned(transaction, person, chat.toString()).isEmpty();
    }

    private static List<UUID> owned(Statements statements, DataSubject person, String one) {
        Map<String, Object> params = new HashMap<>(person.params());
        params.put("batch", BATCH);
        params.put("one", one);
        return statements.query(OWNED, params, row -> row.uuid("id"));
    }

    /// A chat, which nobody else decides about until the transaction ends.
    public static Optional<Conversation> hold(Statements transaction, UUID id) {
        return transaction
                .queryOne(HOLD, Map.of("id", id), row -> id)
                .flatMap(held -> Conversations.findChat(transaction, held));
    }

    /// A chat without a ticket, that [#hold] gave.
    ///
    /// @return empty where there is no such chat
    public static Optional<OutboxEvent<ConversationEvent.Erased>> erase(Statements transaction, UUID id) {
        forget(transaction, id);
        return Conversations.findChat(transaction, id)
                .flatMap(now -> new ChatStatement(ERASE, now)
                        .with("nobody", Owner.erased().userId())
                        .run(transaction, ConversationEvent.Erased.class));
    }

    /// Everything that was said in the conversation of a ticket, by whomever, and where the search found it. It is open
    /// no more.
    ///
    /// @return whether there was anything
    public static boolean forgetWords(Statements transaction, UUID id) {
        boolean something = transaction
                .queryOne(SAYS_SOMETHING, Map.of("id", id, "text", Owner.ERASED_TEXT), row -> row.flag("something"))
                .orElse(false);
        if (something) {
            forget(transaction, id);
        }
        return something;
    }

    private static void forget(Statements transaction, UUID id) {
        transaction.update(FORGET_WORDS, Map.of("id", id, "text", Owner.ERASED_TEXT));
        List<String> ids = new ArrayList<>(transaction.query(IDS, Map.of("id", id), row -> row.text("id")));
        ids.add(id.toString());
        IdempotentExecutor.forgetLater(transaction, ids);
    }

    /// Forgets words of the search's dictionary that nobody has said but who was erased; any replica may call
    /// it at any time.
    public static void forgetDictionary(Database database) {
        for (String word : database.query(NOTED_WORDS, Map.of("most", WORDS_AT_ONCE), row -> row.text("word"))) {
            database.transaction(transaction -> {
                transaction.query(WAIT_FOR_LEARNERS, Map.of(), row -> true);
                return transaction.update(FORGET_WORD, Map.of("word", word));
            });
        }
    }

    /// The account, of which nobody else says anything meanwhile. What other systems go on telling of it is theirs to
    /// end.
    public static void forgetPerson(Statements transaction, String userId) {
        People.hold(transaction, userId);
        transaction.update(FORGET_PERSON, Map.of("user_id", userId));
        IdempotentExecutor.forgetAnswersTo(transaction, userId);
    }
}
