with told as materialized (
    select * from (
        select * from json_to_recordset(cast(:told as json)) as one (ticket_id uuid, ticket_version bigint, owner_user_id text, event_id uuid, traceparent text, request_id text, id uuid, message text, is_from_user boolean, is_internal boolean, sender_id text, usual_name text,
usual_email text, preview text, claimant text, claimed_by jsonb, client_id text, is_by_email boolean)
        limit cast(:most as bigint)
    ) as few
    limit cast(:most as bigint)
), locked as materialized (
    select told.*, seen.last_at
    from told
    join conversation as seen on seen.ticket_id = told.ticket_id
    where seen.ticket_version = told.ticket_version
      and seen.owner_user_id is not distinct from told.owner_user_id
    for update of seen 
), stamped as materialized (
    select locked.*, greatest(last_at, date_trunc('milliseconds', clock_timestamp())) as at
    from locked
), changed as (
    update conversation c
    set seq = c.seq + 1, revision = c.revision + 1, last_at = s.at
    from (
    select stamped.*, coalesce(known.name, usual_name) as sender_name,
           case when is_from_user then usual_email else coalesce(known.email, usual_email) end as sender_email
    from stamped
    left join person as known on known.id = stamped.sender_id
) s
    where c.ticket_id = s.ticket_id and c.seq < 5000
    returning s.*, c.seq, conversation_state(c) as state
), written as (
    insert into internal_note
        (ticket_id, seq, id, message, sender_id, sender_name, sender_email, created_at, client_id)
    select ticket_id, seq, id, message, sender_id, sender_name, sender_email, at, client_id
    from changed
), announced as (
    insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
    select 'support.messages.v1', changed.event_id, 'message.posted', '/messaging-service', cast(changed.ticket_id as text), changed.at,
           changed.traceparent, changed.request_id, cast(jsonb_build_object(
    'conversation', changed.state,
    'message', jsonb_build_object(
        'id', changed.id, 'seq', changed.seq, 'message', changed.message,
        'is_from_user', changed.is_from_user, 'is_internal', changed.is_internal,
        'sender_id', changed.sender_id, 'sender_name', changed.sender_name,
        'sender_email', changed.sender_email, 'created_at', wire_time(changed.at))
        || case when changed.client_id is null then '{}'
                else jsonb_build_object('client_id', changed.client_id) end,
    'claimed_by', changed.claimed_by)
 as text)
    from changed
    returning event_id, time, data
)
select event_id, announced.time, announced.data, changed.sender_name as shown_name
from announced
join changed using (event_id)
