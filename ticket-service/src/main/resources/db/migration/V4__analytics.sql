-- Figures about all tickets without looking at them: every change appends what it added and took away, so that no two
-- changes wait for one row; what was appended is folded into totals in the background, and reading sums up both.
create table analytics_delta (
    id               bigint generated always as identity primary key,
    status           text    not null,
    priority         text    not null,
    support_type     text    not null,
    unassigned       boolean not null,
    tickets          bigint  not null,
    responses        bigint  not null default 0, -- tickets with a first response
    response_seconds bigint  not null default 0, -- their response times together
    rated            bigint  not null default 0,
    rating_sum       bigint  not null default 0,
    opened_on        date                        -- the UTC day, of a new ticket's row only
) with (
    fillfactor = 100,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 0
);

create table analytics_total (
    status           text    not null,
    priority         text    not null,
    support_type     text    not null,
    unassigned       boolean not null,
    tickets          bigint  not null,
    responses        bigint  not null,
    response_seconds bigint  not null,
    rated            bigint  not null,
    rating_sum       bigint  not null,
    primary key (status, priority, support_type, unassigned)
) with (fillfactor = 50);

create table opened_total (
    day     date   primary key,
    tickets bigint not null
) with (fillfactor = 50);

create view analytics_now as
select status, priority, support_type, unassigned, tickets, responses, response_seconds, rated, rating_sum
from analytics_total
union all
select status, priority, support_type, unassigned, tickets, responses, response_seconds, rated, rating_sum
from analytics_delta;

create view opened_now as
select day, tickets from opened_total
union all
select opened_on, tickets from analytics_delta where opened_on is not null;
