-- Takes the oldest rows behind a position out of the outbox. While somebody keeps a snapshot open (a dump, a long query),
-- rows that are gone stay in the index and each look from its beginning would go through all of them: the relay knows how
-- far from its beginning the outbox is empty for good (ADR 0054). The one without a position is the version before's.
create function outbox_take(most integer, head bigint) returns setof outbox
    language sql volatile
    set enable_seqscan = off
    as $$
        delete from outbox
        where position = any (array(select position from outbox where position > head order by position limit most))
        returning *
    $$;
