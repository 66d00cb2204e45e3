-- By which a sender's app knows its message (decisions.md 64); null where none was given.
alter table message add column client_id text;
alter table internal_note add column client_id text;
