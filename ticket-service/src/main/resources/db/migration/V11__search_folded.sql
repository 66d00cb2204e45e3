-- Searches compare folded texts (decisions.md 50), which Java writes: the server could not fold as Java does. What the
-- version before wrote, and writes while an update is under way, waits in a queue and is folded in the background. Until
-- then such a row is found by what it says in lower case. The version before finds what it found, but for texts that only
-- folding made plain.

-- Whether the row was written folded. Never changed afterwards: the queue tells what is left to do.
alter table ticket_origin add column folded boolean not null default false;

create table ticket_to_fold (
    ticket_id uuid primary key
);

-- One statement writes its contacts in one order, see V8.
create function remember_contacts_of(told_emails text[], told_phones text[]) returns void
language sql as $$
    insert into contact (value)
    select one.value
    from (select unnest(told_emails || told_phones)) as one (value)
    where one.value <> ''
    group by one.value
    order by one.value collate "C"
    on conflict (value) do nothing
$$;

create or replace function remember_contacts_in_order() returns trigger
language plpgsql as $$
begin
    perform remember_contacts_of(array_agg(email_key), array_agg(split_part(search_text, E'\x01', -2)))
    from told
    having count(*) > 0;

    insert into ticket_phone (phone, ticket_id)
    select split_part(search_text, E'\x01', -2), ticket_id
    from told
    where split_part(search_text, E'\x01', -2) <> '';

    insert into ticket_to_fold (ticket_id) select ticket_id from told where not folded;
    return null;
end
$$;

-- What is folded later, and a contact that is corrected.
create function remember_contacts_anew() returns trigger
language plpgsql as $$
begin
    delete from ticket_phone as known
    using was
    join told on told.ticket_id = was.ticket_id
    where known.ticket_id = was.ticket_id
      and known.phone = split_part(was.search_text, E'\x01', -2)
      and known.phone <> split_part(told.search_text, E'\x01', -2);

    perform remember_contacts_of(array_agg(email_key), array_agg(split_part(search_text, E'\x01', -2)))
    from told
    having count(*) > 0;

    insert into ticket_phone (phone, ticket_id)
    select split_part(search_text, E'\x01', -2), ticket_id
    from told
    where split_part(search_text, E'\x01', -2) <> ''
    on conflict do nothing;
    return null;
end
$$;

create trigger remember_contacts_anew after update on ticket_origin
    referencing old table as was new table as told
    for each statement execute function remember_contacts_anew();

-- A corrected email or phone number is searched at once; it is folded a little later.
create function search_corrected_contact() returns trigger
language plpgsql as $$
begin
    update ticket_origin
    set email_key = new.email,
        search_text = concat_ws(E'\x01', split_part(search_text, E'\x01', -4), new.email,
                                coalesce(new.phone_number, ''), split_part(search_text, E'\x01', -1))
    where ticket_id = new.id;
    -- Whoever folds it just now did not see this: an entry that is there already is locked, or waited for.
    insert into ticket_to_fold (ticket_id) values (new.id)
    on conflict (ticket_id) do update set ticket_id = excluded.ticket_id;
    return null;
end
$$;

create trigger search_corrected_contact after update of email, phone_number on ticket
    for each row when ((old.email, old.phone_number) is distinct from (new.email, new.phone_number))
    execute function search_corrected_contact();

insert into ticket_to_fold (ticket_id) select ticket_id from ticket_origin;

-- People are searched beside tickets, so that no ticket is written when a person changes. The text has both orders of
-- the names, email, phone number and tag, with U+0001 between them. Every change of a person is queued, whoever made it.
create table person_search (
    person_id text collate "C" primary key,
    text      text collate "C" not null
);

create table person_to_fold (
    person_id text collate "C" primary key
);

-- What stands inside of a field begins one of its endings, see V6.
create function person_endings(text text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array(
    select substr(one.field, place.first, 200)
    from unnest(string_to_array(text, E'\x01')) as one (field)
    cross join lateral generate_series(1, length(one.field) - 2) as place (first)));

create index person_search_by_ending on person_search using gin (person_endings(text)) with (gin_pending_list_limit = 4096);

create function queue_person() returns trigger
language plpgsql as $$
begin
    -- As with tickets.
    insert into person_to_fold (person_id) values (new.id)
    on conflict (person_id) do update set person_id = excluded.person_id;
    return null;
end
$$;

create trigger queue_person after insert or update on person for each row execute function queue_person();

insert into person_to_fold (person_id) select id from person where not deleted;
