-- Settled tickets in the order in which their time runs out (retention.settled).
create index ticket_to_forget on ticket (updated_at)
    where status in ('resolved', 'closed') and coalesce(owner_user_id, '') not like 'erased:%';

-- Where an email is corrected, one statement writes the ticket's origin twice: itself, and by the trigger of the ticket's row,
-- which comes first. What the statement saw of the origin is behind that then, and the phone number that was corrected away
-- came back with it. So only what a statement has changed itself counts.
create or replace function remember_contacts_anew() returns trigger
language plpgsql as $$
begin
    delete from ticket_phone as known
    using was
    join told on told.ticket_id = was.ticket_id
    where known.ticket_id = was.ticket_id
      and known.phone = split_part(was.search_text, E'\x01', -2)
      and known.phone <> split_part(told.search_text, E'\x01', -2);

    perform remember_contacts_of(array_agg(told.email_key), array_agg(split_part(told.search_text, E'\x01', -2)))
    from told
    join was on was.ticket_id = told.ticket_id
    where (was.email_key, split_part(was.search_text, E'\x01', -2))
          is distinct from (told.email_key, split_part(told.search_text, E'\x01', -2))
    having count(*) > 0;

    insert into ticket_phone (phone, ticket_id)
    select split_part(told.search_text, E'\x01', -2), told.ticket_id
    from told
    join was on was.ticket_id = told.ticket_id
    where split_part(told.search_text, E'\x01', -2) not in ('', split_part(was.search_text, E'\x01', -2))
    on conflict do nothing;
    return null;
end
$$;

-- What came back so far.
with corrected as (
    select distinct ticket_id from ticket_history where change = 'contact'
)
delete from ticket_phone as known
using corrected
join ticket_origin as origin on origin.ticket_id = corrected.ticket_id
where known.ticket_id = corrected.ticket_id and known.phone <> split_part(origin.search_text, E'\x01', -2);

-- Contacts of somebody who was erased, which are forgotten a moment later where nobody else has them.
create table contact_to_forget (
    value text collate "C" primary key
);

-- Whoever forgets a contact waits for those who have just seen it stand there, and holds back those who come: without a lock
-- on the table, which would keep out vacuum and all decisions.
create or replace function remember_contacts_of(told_emails text[], told_phones text[]) returns void
language sql as $$
    select pg_advisory_xact_lock_shared(3617465);
    insert into contact (value)
    select one.value
    from (select unnest(told_emails || told_phones)) as one (value)
    where one.value <> ''
    group by one.value
    order by one.value collate "C"
    on conflict (value) do nothing
$$;

-- Tickets of an account that is gone, which belong to whoever has their email: whose they were is found here.
create index ticket_history_of_released on ticket_history (was, ticket_id) where change = 'claimed' and became is null;
