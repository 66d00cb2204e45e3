with told as materialized (
    select * from (
        select * from json_to_recordset(cast(:told as json)) as one (ticket_id uuid, ticket_version bigint, owner_user_id text, event_id uuid, traceparent text, request_id text)
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
    set revision = c.revision + 1,
        read_seq = greatest(c.read_seq, :target_seq),
        read_message_id =
            case when :target_seq > c.read_seq then cast(:target_id as uuid) else c.read_message_id end,
        read_at = case when :target_seq > c.read_seq then greatest(c.read_at, s.at) else c.read_at end,
        owner_user_id = coalesce(c.owner_user_id, cast(:claimant as text)),
        guest_proof = case when cast(:claimant as text) is null then c.guest_proof end
    from stamped s
    where c.ticket_id = s.ticket_id
      and (:target_seq > c.read_seq or cast(:claimant as text) is not null)
    returning s.*, c.read_message_id, c.read_at, conversation_state(c) as state
), announced as (
    insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
    select 'support.messages.v1', changed.event_id, 'messages.read', '/messaging-service', cast(changed.ticket_id as text), changed.at,
           changed.traceparent, changed.request_id, cast(jsonb_build_object(
    'conversation', changed.state,
    'user_id', cast(:user_id as text),
    'last_message_id', changed.read_message_id,
    'read_at', wire_time(changed.read_at),
    'claimed_by', cast(:claimed_by as jsonb))
 as text)
    from changed
    returning event_id, time, data
)
select event_id, announced.time, announced.data, cast(null as text) as shown_name
from announced
join changed using (event_id)
