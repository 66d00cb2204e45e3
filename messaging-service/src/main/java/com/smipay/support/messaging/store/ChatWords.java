package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.WorkQueue;
import com.smipay.support.kit.text.FoldedText;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The dictionary of the words in chats, by which a search finds what stands inside of words. Words are learnt in the
/// background, so that no message waits for another one with the same new word; until then searches read its text.
public final class ChatWords {
    /// A search asks an index for so many words at once.
    static final int MOST = 2_000;

    private static final int BATCH = 2_000;

    /// The lock's own number: "words" in ASCII.
    static final long LOCK = 0x776f726473L;

    private static final String HAVING = """
            select word from chat_word
            where word_endings(word) @@ cast(:ending as tsquery) and word like :pattern
            limit :most
            """;

    /// What is being written is passed over, and comes next time. One order for all, so that two never wait for one
    /// another.
    private static final String LEARN = """
            with taken as (
                delete from chat_text_to_learn
                where (conversation_id, seq) in (
                    select conversation_id, seq from chat_text_to_learn limit :batch for update skip locked)
                returning conversation_id, seq
            ), words as (
                select distinct unnest(tsvector_to_array(text_words(one.text))) as word
                from taken
                cross join lateral (
                    select text from chat_text
                    where chat_text.conversation_id = taken.conversation_id and chat_text.seq = taken.seq offset 0
                ) as one
            ), learnt as (
                insert into chat_word (word) select word from words order by word collate "C" on conflict do nothing
            )
            select count(*) as done from taken
            """;

    private static final WorkQueue QUEUE = new WorkQueue("chat_text_to_learn", LOCK, LEARN, BATCH);

    /// Messages of chats with tickets that a replica of before took, which knows of no texts. Only lately: such a
    /// replica is there while an update is under way.
    private static final String WITHOUT_TEXT = """
            select message.ticket_id, message.seq, message.message
            from chat
            cross join lateral (
                select ticket_id, seq, message from message as one
                where one.ticket_id = chat.conversation_id and one.created_at > now() - interval '1 hour' offset 0
            ) as message
            where chat.has_ticket and chat.last_message_at > now() - interval '1 hour'
              and not exists (
                  select from chat_text as known
                  where known.conversation_id = message.ticket_id and known.seq = message.seq)
            limit :batch
            """;

    private static final String WRITE = """
            with told as materialized (
                select * from (
                    select * from json_to_recordset(cast(:told as json)) as one (id uuid, seq bigint, text text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), written as (
                insert into chat_text (conversation_id, seq, text) select id, seq, text from told
                on conflict do nothing
                returning conversation_id, seq
            )
            insert into chat_text_to_learn (conversation_id, seq) select conversation_id, seq from written
            on conflict do nothing
            """;

    private ChatWords() {}

    private record Text(UUID id, long seq, String text) {}

    /// Words with an ending that begins so, and that are like the pattern; not all of them where they are a great many.
    ///
    /// @param ending at least three characters, at most those that endings have
    static List<String> having(Statements statements, String ending, String pattern) {
        String quoted = "'" + ending.replace("\\", "\\\\").replace("'", "''") + "':*";
        return statements.query(
                HAVING, Map.of("ending", quoted, "pattern", pattern, "most", MOST), row -> row.text("word"));
    }

    /// Takes what waits into the dictionary, unless another replica is at it.
    public static void learn(Database database) {
        QUEUE.run(database);
    }

    /// Writes the texts that are missing, while a replica of the version before is there.
    public static void writeMissing(Database database) {
        List<Text> missing = database.query(
                WITHOUT_TEXT,
                Map.of("batch", BATCH),
                row -> new Text(row.uuid("ticket_id"), row.number("seq"), FoldedText.of(row.text("message"))));
        if (!missing.isEmpty()) {
            database.update(WRITE, Map.of("told", JsonRows.of(missing), "most", JsonRows.most()));
        }
    }
}
