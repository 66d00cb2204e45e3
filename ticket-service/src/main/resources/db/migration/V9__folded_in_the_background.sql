-- What openings append to the three indexes of searches is folded into them by the housekeeping, once a second, and no
-- longer by whichever opening finds a list half a megabyte long: all openings waited for that one. The limit is there for
-- when nobody keeps house. The version before keeps it, and finds what it found.
alter index ticket_origin_by_words set (gin_pending_list_limit = 4096);
alter index ticket_origin_by_number_text set (gin_pending_list_limit = 4096);
alter index contact_by_ending set (gin_pending_list_limit = 4096);
