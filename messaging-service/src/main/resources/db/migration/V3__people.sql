-- People, as the identity topic tells them (decisions.md 30, 49, 54): the name beside a message, and which agents are gone.
create table person (
    id               text     primary key,
    source_partition integer  not null,           -- the record that was applied last
    source_offset    bigint   not null,
    deleted          boolean  not null default false, -- a tombstone: it holds until a newer record
    name             text,                        -- first and last, as they are shown
    email            text,
    role             text
);
