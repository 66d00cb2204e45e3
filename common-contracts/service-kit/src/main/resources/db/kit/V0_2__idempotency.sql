-- Safe retries (decisions.md 8): the first answer to a keyed POST, written in the transaction of its effect.
create table idempotency (
    caller      text        not null, -- 'user:<id>' or 'device:<hash>'
    path        text        not null,
    key         text        not null,
    body_hash   text        not null,
    status      smallint    not null,
    body        text        not null,
    created_at  timestamptz not null default clock_timestamp(),
    primary key (caller, path, key)
);
create index idempotency_by_age on idempotency (created_at);
