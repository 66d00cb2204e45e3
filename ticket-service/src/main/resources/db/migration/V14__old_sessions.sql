-- Registration sessions that were over long ago are forgotten, and tombstones with them (registration.sessions-kept). A
-- tombstone has no end of its own: it counts from when it was told.
alter table registration_session add column told_at timestamptz not null default now();
create index registration_session_by_end on registration_session (coalesce(expires_at, told_at));
