-- What this service knows of every ticket, kept exact by the ticket service's events: the newer version wins.
create table ticket_copy (
    id            uuid   primary key,
    ticket_number text   not null,                -- as the ticket service spells it
    version       bigint not null,                -- of the ticket service
    owner_user_id text,                           -- null while a ticket made without a token is bound to nobody
    owner_email   text   not null,                -- the contact email; decides ownership only while owner_user_id is null
    owner_name    text,
    status        text   not null
);

-- A look-up ignores case (decisions.md 6).
-- Not unique: numbers are the ticket service's promise, and a second unique index would make two tellings of one new ticket
-- at once collide in it before they meet on the key.
create index ticket_copy_by_number on ticket_copy (upper(ticket_number));

-- A ticket is rated once and for all.
create table rating (
    ticket_id  uuid        not null references ticket_copy (id),
    stars      smallint    not null constraint rating_in_range check (stars between 1 and 5),
    feedback   text,                              -- exactly as sent
    user_id    text        not null,              -- who rated
    created_at timestamptz not null,
    constraint rating_once primary key (ticket_id)
);
