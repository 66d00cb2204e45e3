-- A sequence for each UTC year (decisions.md 6): nobody waits for anybody, numbers of failed openings are gaps. The
-- sequence of the coming year is made ahead by the housekeeping; should it be missing all the same, the first opening of
-- the year makes it.
create function ticket_number_sequence(year int) returns regclass
language plpgsql as $$
declare
    name text := 'ticket_number_' || year;
begin
    if to_regclass(name) is null then
        perform pg_advisory_xact_lock(hashtextextended(name, 6));
        execute format('create sequence if not exists %I', name);
    end if;
    return to_regclass(name);
end
$$;

-- At least six digits, more when the year needs them.
create function next_ticket_number(prefix text, at timestamptz) returns text
language plpgsql as $$
declare
    year int := extract(year from at at time zone 'UTC');
    n text := nextval(ticket_number_sequence(year));
begin
    return prefix || '-' || to_char(year, 'FM0000') || '-' || lpad(n, greatest(6, length(n)), '0');
end
$$;
