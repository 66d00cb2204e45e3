-- People as lists, details and searches of chats show them (live-chat-api.md). The version before keeps six columns of a person;
-- what it leaves out is read from the topic once more, by a consumer group of its own (see full_offset).
alter table person
    add column full_offset      bigint,                    -- the record that the columns below are from; null: from none yet
    add column first_name       text,
    add column last_name        text,
    add column phone_number     text,
    add column smipay_tag       text,
    add column profile_image    jsonb,
    add column account_status   text,
    add column wallet           jsonb,
    add column tier             jsonb,
    add column kyc_verification jsonb;

create index person_by_role on person (role) where role is not null and not deleted;

-- What tokens say, which fills gaps (decisions.md 43). A tombstone deletes it.
create table token_person (
    id           text    primary key,
    first_name   text,
    last_name    text,
    email        text,
    phone_number text,
    is_admin     boolean not null
);
create index token_person_agent on token_person (id) where is_admin;

-- Two halves, so that a person is found by the id in either. Where the topic tells a name, no token fills its other half.
create view known_person as
select told.id,
       case when coalesce(told.first_name, told.last_name) is null then token.first_name else told.first_name end
           as first_name,
       case when coalesce(told.first_name, told.last_name) is null then token.last_name else told.last_name end
           as last_name,
       coalesce(told.email, token.email) as email,
       coalesce(told.phone_number, token.phone_number) as phone_number,
       told.smipay_tag, told.profile_image, told.account_status, told.role, told.wallet, told.tier, told.kyc_verification,
       token.is_admin as is_admin_by_token
from person as told
left join token_person as token on token.id = told.id
where not told.deleted
union all
select token.id, token.first_name, token.last_name, token.email, token.phone_number,
       null, null, null, null, null, null, null, token.is_admin
from token_person as token
where not exists (select from person as told where told.id = token.id);

-- Folded: both orders of the names, email, phone number and tag, with U+0001 between them.
create table person_search (
    person_id text primary key,
    text      text collate "C" not null
);

-- What stands inside of a field begins one of its endings. 24 characters of one are enough: the text is compared afterwards.
create function word_endings(text text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array(
    select substr(one.word, place.first, 24)
    from unnest(string_to_array(text, E'\x01')) as one (word)
    cross join lateral generate_series(1, length(one.word) - 2) as place (first)));

-- One or two characters match what a field begins with.
create function word_beginnings(text text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array(
    select substr(one.word, 1, upto.last)
    from unnest(string_to_array(text, E'\x01')) as one (word)
    cross join lateral generate_series(1, least(length(one.word), 2)) as upto (last)));

create index person_search_by_ending on person_search using gin (word_endings(text)) with (gin_pending_list_limit = 4096);
create index person_search_by_beginning on person_search using gin (word_beginnings(text)) with (gin_pending_list_limit = 4096);
create index chat_origin_by_beginning on chat_origin using gin (word_beginnings(contacts)) with (gin_pending_list_limit = 4096);
create index chat_origin_by_contact on chat_origin using gin (word_endings(contacts)) with (gin_pending_list_limit = 4096);

-- Which agents have a socket, by instance of the realtime service; one that was not heard of for seven seconds is gone.
create table agent_presence (
    instance_id uuid        primary key,
    agents      text[]      not null,
    seen_at     timestamptz not null
) with (fillfactor = 50);
