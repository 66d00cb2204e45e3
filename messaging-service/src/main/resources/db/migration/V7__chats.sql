-- A conversation is the general thing: one that a ticket opened, or a chat, which a person begins without a ticket. Both are
-- rows of `conversation`, with the same message store, the same order and the same outbox. A chat's id becomes the id of the
-- ticket that is made of it, if one is made: so its key on Kafka, its place in the order and its room stay what they are.
--
-- The version before runs on this. It takes a chat for a settled ticket that nobody can name (status `closed`, the id in place
-- of a number, version 0), to which it lets nobody write; of a chat's ticket it takes what it takes of every ticket. What it
-- writes there keeps `chat` and its figures exact, because triggers do that. Contract, once no replica of it is left: the
-- ticket's columns of a chat without a ticket become null.

-- What decides, under the row's lock. Null for the conversation of a ticket that opened it; no index has any of it, so a
-- message still changes the row in its place.
alter table conversation
    add column chat_version  bigint,      -- from 1, one more with every decision about the chat; null: it is no chat
    add column chat_created_at timestamptz, -- of its first message
    add column assigned_to   text,        -- the agent whose chat it is
    add column assigned_name text,        -- what to call them: as known when it was assigned
    add column assigned_at   timestamptz,
    add column closed_at     timestamptz,
    add column decided_at    timestamptz, -- the newest decision about the chat
    add column description   text;        -- of a ticket that was made of a chat; every other one's is its first message

-- A chat as lists show it: what they filter and sort by, and what is seldom read. A trigger keeps the first part, so it
-- costs nothing where nothing of it changes, and is exact whoever writes.
create table chat (
    conversation_id     uuid        primary key references conversation (ticket_id),
    status              text        collate "C" not null, -- active, waiting_user, closed
    assigned_to         text,
    owner_user_id       text,
    owner_email         text not null, -- '' where nobody knows one
    has_ticket          boolean     not null default false,
    created_at          timestamptz not null,
    last_message_at     timestamptz not null,
    updated_at          timestamptz not null,             -- the newest visible message, or decision
    satisfaction_rating smallint,
    feedback            text
) with (fillfactor = 80);

-- What it began with: never changed by messages, and kept out of the rows that they rewrite.
create table chat_origin (
    conversation_id uuid primary key references conversation (ticket_id),
    device_metadata jsonb not null,
    ip_address      text,
    user_agent      text,
    contacts        text collate "C" not null             -- email and phone number, folded, with U+0001 between them
);

-- The agents' list in its orders, and narrowed by one word in the usual order.
create index chat_by_message on chat (last_message_at, conversation_id);
create index chat_by_update on chat (updated_at, conversation_id);
create index chat_by_creation on chat (created_at, conversation_id);
create index chat_by_status on chat (status, last_message_at, conversation_id);
create index chat_by_agent on chat (coalesce(assigned_to, ''), status, last_message_at, conversation_id);
create index chat_with_ticket on chat (last_message_at, conversation_id) where has_ticket;
-- A user's own, newest first: those of the account, and those of nobody with the account's email.
create index chat_by_owner on chat (owner_user_id, last_message_at, conversation_id);
create index chat_by_email on chat (owner_email, last_message_at, conversation_id) where owner_user_id is null;

create function chat_follows_conversation() returns trigger
language plpgsql as $$
begin
    update chat
    set status = case when new.closed_at is not null then 'closed'
                      when new.newest_is_from_user then 'active' else 'waiting_user' end,
        assigned_to = new.assigned_to,
        owner_user_id = new.owner_user_id,
        owner_email = new.owner_email,
        has_ticket = new.ticket_version > 0,
        last_message_at = new.newest_at,
        updated_at = greatest(new.newest_at, new.decided_at)
    where conversation_id = new.ticket_id;
    if (old.owner_email, old.phone_number) is distinct from (new.owner_email, new.phone_number) then
        update chat_origin
        set contacts = new.owner_email || E'\x01' || coalesce(new.phone_number, '')
        where conversation_id = new.ticket_id;
    end if;
    return null;
end
$$;

create trigger chat_follows_conversation after update on conversation
    for each row
    when (new.chat_version is not null
          and (old.newest_id, old.chat_version, old.owner_user_id, old.owner_email, old.phone_number, old.ticket_version > 0)
              is distinct from
              (new.newest_id, new.chat_version, new.owner_user_id, new.owner_email, new.phone_number, new.ticket_version > 0))
    execute function chat_follows_conversation();

-- Figures: how many chats there are of each status, agent and "has a ticket". Every change appends what it took from one
-- combination and gave to another; the upkeep folds that into totals, and reading sums up both (ADR 0020).
create table chat_figure_delta (
    id          bigint generated always as identity primary key,
    status      text    collate "C" not null,
    assigned_to text    not null,               -- '' for nobody
    has_ticket  boolean not null,
    chats       bigint  not null
) with (
    fillfactor = 100,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 0
);

create table chat_figure_total (
    status      text    collate "C" not null,
    assigned_to text    not null,
    has_ticket  boolean not null,
    chats       bigint  not null,
    primary key (status, assigned_to, has_ticket)
) with (fillfactor = 50);

create view chat_figure as
select status, assigned_to, has_ticket, chats from chat_figure_total
union all
select status, assigned_to, has_ticket, chats from chat_figure_delta;

create function count_chat() returns trigger
language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        insert into chat_figure_delta (status, assigned_to, has_ticket, chats)
        values (old.status, coalesce(old.assigned_to, ''), old.has_ticket, -1);
    end if;
    insert into chat_figure_delta (status, assigned_to, has_ticket, chats)
    values (new.status, coalesce(new.assigned_to, ''), new.has_ticket, 1);
    return null;
end
$$;

create trigger count_new_chat after insert on chat for each row execute function count_chat();
create trigger count_chat after update on chat
    for each row
    when ((old.status, old.assigned_to, old.has_ticket) is distinct from (new.status, new.assigned_to, new.has_ticket))
    execute function count_chat();

-- Who asked whom to take a chat over, and what came of it.
create table handover (
    id              uuid        primary key,               -- UUID version 7
    conversation_id uuid        not null references conversation (ticket_id),
    from_admin_id   text not null,
    from_admin_name text        not null,
    to_admin_id     text not null,
    to_admin_name   text        not null,
    reason          text,
    status          text        collate "C" not null,      -- pending, accepted, rejected
    created_at      timestamptz not null,
    responded_at    timestamptz
);
create unique index handover_pending on handover (conversation_id) where status = 'pending';
create index handover_by_conversation on handover (conversation_id, created_at);
create index handover_by_target on handover (to_admin_id) where status = 'pending';

-- What every event of a chat carries: the chat as it is now, put together under the row's lock like the state of a ticket's
-- conversation. Null for what is no chat.
create function chat_state(c conversation) returns jsonb
    language sql stable parallel safe
    return case when c.chat_version is not null then jsonb_build_object(
        'conversation_id', c.ticket_id,
        'version', c.chat_version,
        'revision', c.revision,
        'owner', jsonb_build_object('user_id', c.owner_user_id, 'email', c.owner_email, 'name', c.owner_name),
        'status', case when c.closed_at is not null then 'closed'
                       when c.newest_is_from_user then 'active' else 'waiting_user' end,
        'assigned_to', c.assigned_to,
        'assigned_admin_name', c.assigned_name,
        'seq', c.seq,
        'visible_count', c.visible_count,
        'newest', jsonb_build_object(
            'id', c.newest_id,
            'seq', c.newest_seq,
            'preview', c.newest_preview,
            'is_from_user', c.newest_is_from_user,
            'created_at', wire_time(c.newest_at)),
        'created_at', wire_time(coalesce(c.chat_created_at, c.ticket_created_at)),
        'updated_at', wire_time(greatest(c.newest_at, c.decided_at)),
        'closed_at', wire_time(c.closed_at),
        'ticket', case when c.ticket_version > 0 then jsonb_build_object(
            'id', c.ticket_id,
            'ticket_number', c.ticket_number,
            'version', c.ticket_version,
            'created_at', wire_time(c.ticket_created_at)) end) end;

create function handover_state(h handover) returns jsonb
    language sql stable parallel safe
    return jsonb_build_object(
        'id', h.id,
        'from_admin_id', h.from_admin_id,
        'from_admin_name', h.from_admin_name,
        'to_admin_id', h.to_admin_id,
        'to_admin_name', h.to_admin_name,
        'reason', h.reason,
        'status', h.status,
        'created_at', wire_time(h.created_at),
        'responded_at', wire_time(h.responded_at));

-- Whether an agent may be given a chat now: holds off, until this transaction ends, the look for the chats of one who goes.
-- Volatile, so it looks at `person` as it is once it has the lock, and not as it was when the statement began: an agent who
-- goes is either seen here to be gone, or has this chat taken away again by that look.
create function holds_agent(agent text, admin_roles text[]) returns boolean
    language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended(agent, 20));
    return not exists (select from person where id = agent and (deleted or role <> all (admin_roles)));
end
$$;

-- What somebody leaves behind who is no agent any more, or whose account is gone: chats that are theirs, handovers that wait
-- for them, chats that they own. It looks once it has the lock, so behind every claim that saw them there still.
create function left_behind(who text, is_gone boolean) returns table (kind text, id uuid)
    language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(who, 20));
    return query
        select 'assigned', c.conversation_id from chat c
        where coalesce(c.assigned_to, '') = who and c.status in ('active', 'waiting_user')
        union all
        select 'handover', h.id from handover h where h.to_admin_id = who and h.status = 'pending'
        union all
        select 'owned', c.conversation_id from chat c where is_gone and c.owner_user_id = who and not c.has_ticket;
end
$$;

-- Who changed what, when. Moves between `active` and `waiting_user` are the messages' own, and stand there.
create table chat_history (
    id              bigint generated always as identity primary key, -- given after the conversation's lock: the order of the changes
    conversation_id uuid        not null references conversation (ticket_id),
    at              timestamptz not null,
    change          text        not null,                  -- opened, assigned_to, handover, status, ticket, claimed, rated
    was             text,
    became          text,
    by_id           text                -- null: the system, or a guest
);
create index chat_history_by_conversation on chat_history (conversation_id, id);

-- What is searched in chats: their visible messages, folded (decisions.md 50), which Java does; written by the statement that
-- writes the message. Notes are never here.
create table chat_text (
    conversation_id uuid   not null references conversation (ticket_id),
    seq             bigint not null,
    text            text   collate "C" not null,           -- at most 5,000 code points
    primary key (conversation_id, seq)
);

-- Those whose words no search's dictionary has yet. The upkeep takes them out each second; until then a search reads them.
create table chat_text_to_learn (
    conversation_id uuid   not null,
    seq             bigint not null,
    primary key (conversation_id, seq)
);
