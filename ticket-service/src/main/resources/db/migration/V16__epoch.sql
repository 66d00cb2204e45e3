-- Of which epoch of the rating service the rating is (ADR 0055): one of a later epoch replaces it.
--
-- The version before runs on this: it leaves the column as it is, and takes no second rating.
alter table ticket add column rating_epoch bigint not null default 0;

-- After a restore, with the service stopped. A number must not be given again: whoever has the earlier ticket of that number
-- would write into another one's conversation. What was published stands on the topic, so its greatest number of each year is
-- `known`; what was told and not yet published, nobody knows, and the gap is for that.
--
-- known: the greatest number given in each year, for example {"2026": 1234}
create function begin_epoch(known jsonb default '{}', gap bigint default 1000) returns bigint
    language plpgsql as $$
declare
    begun bigint := next_epoch();
    year  int;
begin
    update ticket set version = version_in_epoch(version);
    insert into to_restate (id) select id from ticket order by updated_at desc, id;
    for year in
        select cast(substring(relname from '^ticket_number_(\d{4})$') as int) from pg_class
        where relkind = 'S' and relname ~ '^ticket_number_\d{4}$'
        union
        select cast(jsonb_object_keys(known) as int)
    loop
        -- Of a year that is to come no number was given.
        continue when year > extract(year from now() at time zone 'UTC') and not known ? cast(year as text);
        perform setval(ticket_number_sequence(year),
                       greatest(nextval(ticket_number_sequence(year)), coalesce(cast(known ->> cast(year as text) as bigint), 0))
                           + gap);
    end loop;
    return begun;
end
$$;
