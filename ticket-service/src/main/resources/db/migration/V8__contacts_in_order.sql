-- Openings are written many in a statement, perhaps by several replicas at once. A contact that another statement is writing
-- has to be waited for, so each statement writes its contacts in one order: two of them never wait for one another. Row by
-- row it could not, whatever the order of the rows, because each has an email and a phone.
--
-- It is the same for the version before, whose statements have one row. It locks ticket_origin for a moment.
create function remember_contacts_in_order() returns trigger
language plpgsql as $$
begin
    insert into contact (value)
    select email_key from told
    union
    select split_part(search_text, E'\x01', -2) from told where split_part(search_text, E'\x01', -2) <> ''
    order by 1
    on conflict (value) do nothing;

    insert into ticket_phone (phone, ticket_id)
    select split_part(search_text, E'\x01', -2), ticket_id
    from told
    where split_part(search_text, E'\x01', -2) <> '';
    return null;
end
$$;

drop trigger remember_contacts on ticket_origin;
drop function remember_contacts;

create trigger remember_contacts after insert on ticket_origin
    referencing new table as told
    for each statement execute function remember_contacts_in_order();
