-- After a restore, with the service stopped (ADR 0055). A rating has no version, for it is given once and for all: its events
-- carry the epoch itself.
create function begin_epoch() returns bigint
    language plpgsql as $$
declare
    begun bigint := next_epoch();
begin
    insert into to_restate (id) select ticket_id from rating order by created_at desc, ticket_id;
    return begun;
end
$$;
