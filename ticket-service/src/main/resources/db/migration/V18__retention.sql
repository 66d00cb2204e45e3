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
