-- How far what is kept no longer than it has to be was looked through (privacy.md). Ids rise with time (UUID version 7), so what
-- was looked through once has nothing left.
create table retention_walk (
    what  text primary key, -- for example: origins
    after uuid not null
);
