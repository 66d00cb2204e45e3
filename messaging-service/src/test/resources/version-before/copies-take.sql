insert into conversation as c (ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name, guest_proof, subject,
 support_type, status, priority, phone_number, related_transaction_id, ticket_created_at, ticket_updated_at,
 owner_version, resolution_notes, status_changed_at
) select cast(:id as uuid), :number, :version, cast(:user_id as text), :email, cast(:name as text),
 cast(:guest_proof as text), :subject, :support_type, :status, :priority, cast(:phone_number as text),
 cast(:related_transaction_id as text), :created_at, :updated_at, :owner_version,
 cast(:resolution_notes as text), cast(:status_changed_at as timestamptz)
where not exists (
    select from conversation as known
    where known.ticket_id = cast(:id as uuid) and known.ticket_version >= :version)
on conflict (ticket_id) do update
set ticket_number = excluded.ticket_number,
    ticket_version = excluded.ticket_version,
    owner_user_id = coalesce(excluded.owner_user_id, case when excluded.owner_version <= c.owner_version then c.owner_user_id end),
    owner_email = excluded.owner_email,
    owner_name = excluded.owner_name,
    owner_version = greatest(excluded.owner_version, c.owner_version),
    guest_proof = case when coalesce(excluded.owner_user_id, case when excluded.owner_version <= c.owner_version then c.owner_user_id end) is null then excluded.guest_proof end,
    subject = excluded.subject,
    support_type = excluded.support_type,
    status = excluded.status,
    priority = excluded.priority,
    phone_number = excluded.phone_number,
    related_transaction_id = excluded.related_transaction_id,
    ticket_created_at = excluded.ticket_created_at,
    ticket_updated_at = excluded.ticket_updated_at,
    resolution_notes = excluded.resolution_notes,
    status_changed_at = coalesce(excluded.status_changed_at, c.status_changed_at)
where c.ticket_version < excluded.ticket_version
