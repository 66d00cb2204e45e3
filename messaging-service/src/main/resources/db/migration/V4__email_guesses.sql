-- Wrong emails that were given for a ticket, counted over all calls and replicas (decisions.md 65). By the number in upper
-- case, not by the ticket: one that does not exist is counted like one that does.
create table email_guess (
    ticket_number text          primary key,
    guesses       timestamptz[] not null,          -- the newest within the period
    refused_until timestamptz,                     -- no email is compared before that
    forget_at     timestamptz   not null
);

create index email_guess_to_forget on email_guess (forget_at);
