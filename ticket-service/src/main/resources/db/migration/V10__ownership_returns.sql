-- Who owns a ticket can go back to the person with its email when an account is gone (decisions.md 13), its contact can be
-- corrected (67), and a user's list is ordered by what its owner would call news: messages and status (59).
--
-- The version before still runs on it: it knows none of these columns, and what it writes leaves them as they are. It moves
-- no ticket in a user's list when it changes a status, until the next message. It locks ticket for the index builds.
alter table ticket
    add column owner_version     bigint not null default 1, -- the version at which the right to it last changed
    add column status_changed_at timestamptz;               -- null: not since a message that is newer

alter table ticket_origin
    add column sender_email text,                           -- of the first message, where the contact email is another by now
    add column client_id    text;                           -- by which its sender's app knows the first message

update ticket
set status_changed_at = moved.at
from (select ticket_id, max(at) as at from ticket_history where change = 'status' group by ticket_id) as moved
where ticket.id = moved.ticket_id and moved.at > ticket.newest_at;

-- A claim of before this version is known by its history.
update ticket
set owner_version = version
where owner_user_id is not null
  and exists (select from ticket_history as history where history.ticket_id = ticket.id and history.change = 'claimed');

-- A user's own tickets, newest news first. They also find what an account owns.
create index ticket_by_owner_news on ticket (owner_user_id, greatest(newest_at, status_changed_at), id);
create index ticket_by_email_news on ticket (email, greatest(newest_at, status_changed_at), id) where owner_user_id is null;
drop index ticket_by_owner;
drop index ticket_by_email;

alter table person
    add column token_phone_number text;

create or replace view known_person as
select id,
       coalesce(told_email, token_email) as email,
       coalesce(told_first_name, token_first_name) as first_name,
       coalesce(told_last_name, token_last_name) as last_name,
       coalesce(told_role, token_role) as role,
       coalesce(told_phone_number, token_phone_number) as phone_number,
       told_smipay_tag as smipay_tag,
       told_profile_image as profile_image,
       told_account_status as account_status,
       told_wallet as wallet,
       told_tier as tier,
       told_kyc_verification as kyc_verification
from person
where not deleted;
