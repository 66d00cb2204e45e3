-- Events that are committed and not yet acknowledged by the broker. A row is written in the transaction of its decision,
-- read and deleted by the relay, and never updated. Per ticket, `position` follows the order of the decisions because it is
-- given after that ticket's row lock: in a statement with CTEs, let the insert select from the CTE that locked or changed
-- that row.
create table outbox (
    position   bigint generated always as identity primary key, -- order within a ticket; gaps, and late commits, are normal
    topic      text        not null,                            -- for example support.tickets.v1
    event_id   uuid        not null,                            -- ce_id: the same however often it is published
    type       text        not null,                            -- ce_type, for example ticket.opened
    source     text        not null,                            -- ce_source, for example /ticket-service
    subject    text        not null,                            -- ce_subject and the record's key: the ticket id
    time       timestamptz not null,                            -- ce_time: when it was decided
    traceparent text,                                           -- W3C trace context of the request
    request_id text,                                            -- X-Request-Id of the request (decisions.md 9)
    data       text        not null                             -- the event's JSON
) with (
    -- Rows live for milliseconds: no room for updates, and vacuum by count, soon and without pauses, whatever the size was.
    fillfactor = 100,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_threshold = 1000000,
    -- Keeps what fits on a page in the row, so that most events cost one write.
    toast_tuple_target = 8160
);

-- Compressing what is deleted at once only costs.
alter table outbox alter column data set storage external;
