-- Who owns a ticket can go back to the person with its email (decisions.md 13); users see the notes of a settled ticket (61),
-- and as its time that of a message or a status (59). The version before leaves all three as they are.
alter table conversation
    add column owner_version     bigint not null default 1, -- the ticket's version at which the right to it last changed
    add column resolution_notes  text,
    add column status_changed_at timestamptz;               -- null: told by a sister that does not say
