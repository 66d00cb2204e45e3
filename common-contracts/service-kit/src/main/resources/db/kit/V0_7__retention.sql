-- How far what is kept no longer than it has to be was looked through (privacy.md). Ids rise with time (UUID version 7), so what
-- was looked through once has nothing left.
create table retention_walk (
    what  text primary key, -- for example: origins
    after uuid not null
);

-- Ids and numbers of what was erased: remembered answers that name one are forgotten in the background, because that looks at
-- all answers of a day.
create table answer_to_forget (
    name text primary key
);
