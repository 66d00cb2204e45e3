-- Closed chats without a ticket in the order in which their time runs out (retention.settled).
create index chat_to_forget on chat (updated_at)
    where status = 'closed' and not has_ticket and coalesce(owner_user_id, '') not like 'erased:%';

-- Words that somebody said who was erased, which are forgotten a moment later where nobody else has said them.
create table chat_word_to_forget (
    word text collate "C" primary key
);

-- Chats of an account that is gone: whose they were is found here.
create index chat_history_of_released on chat_history (was, conversation_id) where change = 'claimed' and became is null;
