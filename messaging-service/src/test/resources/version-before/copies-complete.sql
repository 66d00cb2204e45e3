with opened as (
    update conversation
    set seq = 1, revision = 1, visible_count = 1, last_at = :message_at, newest_id = cast(:message_id as uuid),
        newest_seq = 1, newest_preview = :preview, newest_is_from_user = true, newest_at = :message_at
    where ticket_id = cast(:id as uuid) and seq = 0
    returning ticket_id
)
insert into message
(ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at, client_id)
select ticket_id, 1, cast(:message_id as uuid), :message, true, cast(:sender_id as text),
       cast(:sender_name as text), cast(:sender_email as text), :message_at, cast(:client_id as text)
from opened
