select c.ticket_id, c.ticket_number, c.ticket_version, c.owner_user_id, c.owner_email, c.owner_name,
       c.guest_proof, c.subject, c.support_type, c.status, c.priority, c.phone_number,
       c.related_transaction_id, c.resolution_notes, c.ticket_created_at,
       coalesce(c.status_changed_at, c.ticket_updated_at) as status_changed_at, c.seq, c.visible_count,
       c.newest_id, c.newest_seq, c.newest_at, c.last_reply_at, c.read_seq, c.read_message_id, c.read_at,
       r.rating,
       cast(ceil(extract(epoch from g.refused_until - clock_timestamp())) as bigint) as emails_refused_for
from conversation c
left join rating_copy r on r.ticket_id = c.ticket_id
left join email_guess g
    on g.ticket_number = upper(c.ticket_number) and g.refused_until > clock_timestamp()
where c.ticket_id = cast(:key as uuid) and c.seq > 0
