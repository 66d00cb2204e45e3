-- A database that was restored from a dump gives versions again that the copies of it have already, and they would take what
-- it decides from then on for old. So a restore begins an epoch (ADR 0055): every version goes on from its number times a
-- million, which is more than any version that was given before. Ordinary traffic never looks here.
create table epoch (
    number  bigint  not null,                         -- the second since 1970 in which it began; 0: nothing was ever restored
    is_only boolean primary key default true check (is_only)
);
insert into epoch (number) values (0);

-- What has yet to be told once more in this epoch, the newest activity first. Empty but after a restore.
create table to_restate (
    place bigint generated always as identity primary key,
    id    uuid not null
);

-- The version with which something begins that copies may have known in an earlier epoch: 1 where nothing was restored.
create function first_version() returns bigint
    language sql stable
    return (select number * 1000000 + 1 from epoch);

-- The version with which something goes on in the present epoch.
create function version_in_epoch(version bigint) returns bigint
    language sql stable
    return (select number * 1000000 + version % 1000000 from epoch);

-- Begins the next epoch: for the service's own begin_epoch(), in the transaction that then raises its versions. No replica
-- may run meanwhile, for it would go on with the versions that it has in its hands. The second is taken from the clock, so
-- the number is greater than that of every epoch before, whatever the dump knew of them.
create function next_epoch() returns bigint
    language plpgsql as $$
declare
    begun bigint;
begin
    if exists (select from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()
                 and application_name like 'support-desk %') then
        raise exception 'the service still runs on this database: stop every replica of it first'
            using errcode = 'object_in_use';
    end if;
    update epoch set number = greatest(number + 1, cast(extract(epoch from clock_timestamp()) as bigint))
    returning number into begun;
    delete from outbox;
    delete from to_restate;
    return begun;
end
$$;
