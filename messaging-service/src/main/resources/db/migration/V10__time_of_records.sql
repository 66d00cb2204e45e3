-- When the record of the identity topic was sent that was applied last: it tells which of two is newer that stood in
-- different partitions, as a key's do when partitions are added.
alter table person add column source_time timestamptz;
