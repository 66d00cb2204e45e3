-- Closed chats without a ticket in the order in which their time runs out (retention.settled).
create index chat_to_forget on chat (updated_at)
    where status = 'closed' and not has_ticket and coalesce(owner_user_id, '') not like 'erased:%';
