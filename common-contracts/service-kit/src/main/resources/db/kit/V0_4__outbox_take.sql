-- Takes the oldest rows out of the outbox, through its index whatever the table looked like when this was planned. The
-- outbox is empty in a quiet minute and full of dead rows in a busy one: a plan that was made for the first reads the whole
-- table for each batch in the second, and nothing would replace it before the next vacuum.
create function outbox_take(most integer) returns setof outbox
    language sql volatile
    set enable_seqscan = off
    as $$
        delete from outbox
        where position = any (array(select position from outbox order by position limit most))
        returning *
    $$;
