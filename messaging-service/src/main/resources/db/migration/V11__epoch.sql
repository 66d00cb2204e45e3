-- Of which epoch of the rating service the rating is (ADR 0055): one of a later epoch replaces it.
--
-- The version before runs on this: it leaves the column as it is, and takes no second rating.
alter table rating_copy add column epoch bigint not null default 0;

-- After a restore, with the service stopped. The ticket service has a copy of conversations that have a ticket; a chat without
-- one is told to nobody again, but what is decided about it goes on from the new epoch too.
create function begin_epoch() returns bigint
    language plpgsql as $$
declare
    begun bigint := next_epoch();
begin
    update conversation
    set revision = version_in_epoch(revision), chat_version = version_in_epoch(chat_version)
    where seq > 0;
    insert into to_restate (id)
    select ticket_id from conversation where seq > 0 and ticket_version > 0 order by last_at desc, ticket_id;
    return begun;
end
$$;
