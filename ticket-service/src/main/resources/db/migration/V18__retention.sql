-- Settled tickets in the order in which their time runs out (retention.settled).
create index ticket_to_forget on ticket (updated_at)
    where status in ('resolved', 'closed') and coalesce(owner_user_id, '') not like 'erased:%';
