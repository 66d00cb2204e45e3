with told as materialized (
    select * from (
        select * from json_to_recordset(cast(:told as json)) as one (id uuid, number text, version bigint, user_id text, email text, name text, guest_proof text, subject text,
support_type text, status text, priority text, phone_number text, related_transaction_id text,
created_at timestamptz, updated_at timestamptz, owner_version bigint, resolution_notes text,
status_changed_at timestamptz, message_id uuid, message text, preview text, sender_id text,
sender_name text, sender_email text, message_at timestamptz, client_id text)
        limit cast(:most as bigint)
    ) as few
    limit cast(:most as bigint)
), opened as (
    insert into conversation
(ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name, guest_proof, subject,
 support_type, status, priority, phone_number, related_transaction_id, ticket_created_at, ticket_updated_at,
 owner_version, resolution_notes, status_changed_at
        , seq, revision, visible_count, last_at, newest_id, newest_seq, newest_preview, newest_is_from_user,
        newest_at)
    select id, number, version, user_id, email, name, guest_proof, subject, support_type, status, priority,
           phone_number, related_transaction_id, created_at, updated_at, owner_version, resolution_notes,
           status_changed_at, 1, 1, 1, message_at, message_id, 1, preview, true, message_at
    from told
    on conflict (ticket_id) do nothing
    returning ticket_id
), written as (
    insert into message
(ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at, client_id)
    select id, 1, message_id, message, true, sender_id, sender_name, sender_email, message_at, client_id
    from told
    where id in (select ticket_id from opened)
)
select ticket_id from opened
