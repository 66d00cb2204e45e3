-- A ticket's conversation. The row's lock is what puts the messages of a ticket in order: place, time and revision are
-- given under it. Beside that it is the copy of the ticket, which the ticket service's events keep exact (the newer wins).
create table conversation (
    ticket_id           uuid        primary key,
    ticket_number       text        not null,            -- as the ticket service spells it

    -- The ticket service's facts, at one version
    ticket_version      bigint      not null,
    owner_user_id       text,                            -- null while a ticket made without a token is bound to nobody
    owner_email         text        not null,            -- the contact email
    owner_name          text,
    guest_proof         text,                            -- proves the creating device; null once the ticket has an owner
    subject             text        not null,
    support_type        text        not null,
    status              text        not null,
    priority            text        not null,
    phone_number        text,
    related_transaction_id text,
    ticket_created_at   timestamptz not null,
    ticket_updated_at   timestamptz not null,

    -- The conversation itself
    revision            bigint      not null default 0,  -- rises with every message, note and read mark
    seq                 bigint      not null default 0,  -- the newest message's or note's; 0 until the opening message came
    last_at             timestamptz not null default '-infinity', -- the newest message's or note's time: it never goes back
    visible_count       bigint      not null default 0,
    newest_id           uuid,                            -- the newest message that the user may see
    newest_seq          bigint,
    newest_preview      text,
    newest_is_from_user boolean,
    newest_at           timestamptz,
    first_reply_at      timestamptz,
    last_reply_at       timestamptz,
    read_seq            bigint      not null default 0,  -- how far the user has read
    read_message_id     uuid,
    read_at             timestamptz,

    constraint opened_whole check (seq = 0 or (revision > 0 and visible_count > 0 and newest_id is not null)),
    constraint read_whole check (read_seq = 0 or (read_message_id is not null and read_at is not null))
) with (fillfactor = 70); -- rewritten with every message, and no index changes: room for that on the same page

-- A look-up ignores case (decisions.md 6). Not unique: numbers are the ticket service's promise, and a second unique index
-- would make two tellings of one new ticket at once collide in it before they meet on the key.
create index conversation_by_number on conversation (upper(ticket_number));

-- What the user may see, and nothing else. Notes stand in a table of their own, so that no query of the user's side can
-- come across one. Both share the ticket's places (seq).
create table message (
    ticket_id    uuid        not null references conversation (ticket_id),
    seq          bigint      not null,
    id           uuid        not null constraint message_by_id unique,
    message      text        not null,                   -- exactly as sent
    is_from_user boolean     not null,
    sender_id    text,                                   -- null for a guest
    sender_name  text,
    sender_email text,
    created_at   timestamptz not null,
    primary key (ticket_id, seq)
);

-- For admins only.
create table internal_note (
    ticket_id    uuid        not null references conversation (ticket_id),
    seq          bigint      not null,
    id           uuid        not null constraint internal_note_by_id unique,
    message      text        not null,
    sender_id    text        not null,
    sender_name  text,
    sender_email text,
    created_at   timestamptz not null,
    primary key (ticket_id, seq)
);

-- The rating service's fact. In a table of its own because it may be told before the ticket is.
create table rating_copy (
    ticket_id uuid     primary key,
    rating    smallint not null
);

-- A time as it stands in every event.
create function wire_time(at timestamptz) returns text
    language sql stable strict parallel safe
    return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- What every message event carries: the conversation as it is now. What it says is decided under the row's lock, so it is
-- put together there too.
create function conversation_state(c conversation) returns jsonb
    language sql stable parallel safe
    return jsonb_build_object(
        'ticket_id', c.ticket_id,
        'ticket_number', c.ticket_number,
        'ticket_version', c.ticket_version,
        'owner', jsonb_build_object('user_id', c.owner_user_id, 'email', c.owner_email, 'name', c.owner_name),
        'revision', c.revision,
        'seq', c.seq,
        'visible_count', c.visible_count,
        'newest', jsonb_build_object(
            'id', c.newest_id,
            'seq', c.newest_seq,
            'preview', c.newest_preview,
            'is_from_user', c.newest_is_from_user,
            'created_at', wire_time(c.newest_at)),
        'first_reply_at', wire_time(c.first_reply_at),
        'last_reply_at', wire_time(c.last_reply_at),
        'read_seq', c.read_seq,
        'read_at', wire_time(c.read_at));
