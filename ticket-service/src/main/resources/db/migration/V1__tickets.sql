-- Search looks for three characters and more by trigrams.
create extension if not exists pg_trgm;

-- Rising, where the alphabet is not.
create function priority_rank(priority text) returns smallint
language sql immutable
return case priority when 'low' then 1 when 'medium' then 2 when 'high' then 3 else 4 end;

-- Ids of people are compared byte by byte in every table: an index of another collation could not serve a join.

-- A ticket's present: what this service decided, and below it what it copies from its sisters. All times are cut to
-- milliseconds, as they go out, so that a cursor and a comparison see what a client sees.
create table ticket (
    id                    uuid        primary key,          -- UUID version 7
    ticket_number         text        collate "C" not null, -- for example SMI-2026-000001
    version               bigint      not null,             -- from 1, one more with every decision
    status_version        bigint      not null,             -- the version at which the status last changed
    owner_user_id         text        collate "C",          -- null: made without a token and claimed by nobody
    email                 text        collate "C" not null, -- the contact email, trimmed and in lower case
    owner_name            text,
    guest_proof           text,                             -- what the creating device can prove; null once there is an owner
    subject               text        not null,
    support_type          text        collate "C" not null,
    status                text        collate "C" not null,
    priority              text        collate "C" not null,
    priority_rank         smallint    not null generated always as (
                              priority_rank(priority)) stored,
    phone_number          text,                             -- E.164
    assigned_to           text        collate "C",
    resolved_at           timestamptz,
    resolved_by           text        collate "C",
    resolution_notes      text,
    created_at            timestamptz not null,
    updated_at            timestamptz not null,             -- newest activity: a decision, or a visible message

    -- The conversation, as messaging told it last.
    conversation_revision bigint      not null,             -- what is newer wins
    last_seq              bigint      not null,
    message_count         bigint      not null,             -- visible messages
    newest_seq            bigint      not null,             -- of the newest visible message, as the next three
    newest_preview        text        not null,
    newest_is_from_user   boolean     not null,
    newest_at             timestamptz not null,
    first_response_at     timestamptz,
    last_response_at      timestamptz,
    response_time_seconds bigint,
    read_seq              bigint      not null,

    -- The rating, once and for all.
    satisfaction_rating   smallint,
    feedback              text
);

create unique index ticket_by_number on ticket (upper(ticket_number));

-- The list in each of its orders; filtered by one word, in the order of creation.
create index ticket_by_creation on ticket (created_at, id);
create index ticket_by_activity on ticket (updated_at, id);
create index ticket_by_status on ticket (status, created_at, id);
create index ticket_by_priority on ticket (priority_rank, created_at, id);
create index ticket_by_type on ticket (support_type, created_at, id);
create index ticket_by_assignee on ticket (coalesce(assigned_to, ''), created_at, id);
-- Filtered by several words: one slice for each combination, in the order of creation, or of activity.
create index ticket_slices_by_creation on ticket (status, priority, support_type, created_at, id);
create index ticket_slices_by_activity on ticket (status, priority, support_type, updated_at, id);
-- A user's own tickets, newest activity first: those of the account, and those of nobody with the account's email.
create index ticket_by_owner on ticket (owner_user_id, updated_at, id);
create index ticket_by_email on ticket (email, updated_at, id) where owner_user_id is null;

-- What a ticket was opened with: never changed, and kept out of the rows that every message rewrites.
create table ticket_origin (
    ticket_id              uuid primary key references ticket,
    first_message_id       uuid not null,
    description            text not null,                   -- exactly as sent
    sender_id              text,
    sender_name            text,
    related_transaction_id text,
    device_metadata        jsonb,
    ip_address             text,                            -- these two: for the admin's detail only, never in an event
    user_agent             text,
    number_key             text collate "C" not null,       -- in lower case
    email_key              text collate "C" not null,
    search_text            text collate "C" not null        -- number, subject, email, phone and description, in lower case
);

-- The list of pending entries is kept short: every search reads all of it.
create index ticket_origin_by_text on ticket_origin using gin (search_text gin_trgm_ops) with (gin_pending_list_limit = 512);
-- One or two characters match beginnings only.
create index ticket_origin_by_number_key on ticket_origin (number_key);
create index ticket_origin_by_email_key on ticket_origin (email_key);

-- Who changed what, when. Names are looked up when shown, so that a person who is forgotten is forgotten here too.
create table ticket_history (
    id        bigint generated always as identity primary key, -- given after the ticket's row lock: the order of the changes
    ticket_id uuid        not null references ticket,
    at        timestamptz not null,
    change    text        not null,                             -- opened, status, assigned_to, priority, claimed
    was       text,
    became    text,
    by_id     text        collate "C"                           -- null: the system, or a guest
);
create index ticket_history_by_ticket on ticket_history (ticket_id, id);
