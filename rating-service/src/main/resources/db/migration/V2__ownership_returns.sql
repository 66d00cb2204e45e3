-- Who owns a ticket can go back to the person with its email (decisions.md 13): the ticket's version at which the right to it
-- last changed. The version before leaves it as it is.
alter table ticket_copy add column owner_version bigint not null default 1;
