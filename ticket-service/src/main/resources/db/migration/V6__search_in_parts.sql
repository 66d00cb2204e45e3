-- A search looks at words, at emails and phones, and at numbers, each in an index of its own. Emails share their trigrams with
-- nearly every other one, so among the trigrams of all texts a part of one had hundreds of candidates for each match.
--
-- Everything here follows from what a row of ticket_origin says, so rows are found whichever version wrote them. It locks:
-- the indexes and the trigger keep openings waiting until this is committed, some two minutes for a million tickets;
-- everything else goes on. The version before finds what it found.

-- Subject and description. The fields are subject, email, phone and description; rows of before V5 begin with their number.
create function search_words(search_text text) returns text
language sql immutable strict parallel safe
return split_part(search_text, E'\x01', -4) || E'\x01' || split_part(search_text, E'\x01', -1);

create index ticket_origin_by_words on ticket_origin using gin (search_words(search_text) gin_trgm_ops) with (gin_pending_list_limit = 512);

-- Emails and phones, each once, however many tickets tell it.
create table contact (
    value text collate "C" primary key
);

-- What stands inside of a contact begins one of its endings. No search is longer than 200 characters.
create function contact_endings(contact text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array(select substr(contact, first, 200) from generate_series(1, length(contact) - 2) as first));

-- Which tickets tell a contact, without a look at the tickets: a part of an email may be a part of all of them.
create index ticket_origin_by_email on ticket_origin (email_key, ticket_id);

create table ticket_phone (
    phone     text collate "C",
    ticket_id uuid,
    primary key (phone, ticket_id)
);

-- A trigger, so that it is done for the version before as well while an update is under way, and in the statement
-- that opens a ticket.
create function remember_contacts() returns trigger
language plpgsql as $$
declare
    told_phone text collate "C" := split_part(new.search_text, E'\x01', -2);
begin
    insert into contact (value) values (new.email_key) on conflict (value) do nothing;
    if told_phone <> '' then
        insert into contact (value) values (told_phone) on conflict (value) do nothing;
        insert into ticket_phone (phone, ticket_id) values (told_phone, new.ticket_id);
    end if;
    return null;
end
$$;

create trigger remember_contacts after insert on ticket_origin for each row execute function remember_contacts();

insert into ticket_phone (phone, ticket_id)
select split_part(search_text, E'\x01', -2), ticket_id
from ticket_origin
where split_part(search_text, E'\x01', -2) <> ''
order by 1, 2;

insert into contact (value)
select email_key from ticket_origin
union
select phone from ticket_phone;

create index contact_by_ending on contact using gin (contact_endings(value)) with (gin_pending_list_limit = 512);

-- Which share of texts has three letters or digits in a row, as counted in a sample: the index of words is asked
-- for the rarest of what is searched for.
create table common_trigram (
    trigram text collate "C" primary key,
    share   real not null
);

-- The newest tickets are the sample: what people write about changes.
create function count_trigrams() returns void
language sql
begin atomic
    with newest as materialized (
        select id from ticket order by created_at desc, id desc limit 2000
    ), counted as materialized (
        select one.trigram, cast(count(*) as real) / (select count(*) from newest) as share
        from newest
        cross join lateral (
            select search_text from ticket_origin where ticket_origin.ticket_id = newest.id offset 0
        ) as origin
        cross join lateral unnest(show_trgm(search_words(origin.search_text))) as one (trigram)
        where length(one.trigram) = 3 and strpos(one.trigram, ' ') = 0
        group by one.trigram
        having count(*) > 3
    ), gone as (
        delete from common_trigram as old
        where not exists (select from counted where counted.trigram = old.trigram)
    )
    insert into common_trigram as known (trigram, share)
    select trigram, share from counted order by trigram
    on conflict (trigram) do update set share = excluded.share where known.share <> excluded.share;
end;
