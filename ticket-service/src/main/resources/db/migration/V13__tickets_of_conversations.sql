-- A ticket can be made of a conversation that began as a chat (live-chat-api.md, rule 4). It has the conversation's id, so
-- that one id names both, and a ticket that is asked for twice is the same one.
--
-- The version before runs on this: it knows none of these columns. To it such a ticket is one like any other; what it
-- tells a peer of the ticket's first message is the description.
alter table ticket
    add column conversation_id uuid; -- its own id, or null where it began as a ticket

alter table ticket_origin
    add column first_message jsonb,  -- the conversation's, as events carry it; null where the description is the first
    add column attempt       uuid;   -- of the request that made it: the same one again is answered as the first time
