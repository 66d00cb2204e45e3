package com.smipay.support.messaging.store;

/// What is searched in chats: the folded texts of their visible messages, written with them.
final class ChatTexts {
    /// Of the messages in `changed`; `folded` is null where a message is no chat's.
    static final String OF_CHANGED = """
            , searched as (
                insert into chat_text (conversation_id, seq, text)
                select ticket_id, seq, folded from changed where folded is not null
            ), to_learn as (
                insert into chat_text_to_learn (conversation_id, seq)
                select ticket_id, seq from changed where folded is not null
            )""";

    private ChatTexts() {}
}
