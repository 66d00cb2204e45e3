-- Numbers are searched apart from texts. A number shares its trigrams with nearly every other one, so to find one among the
-- trigrams of a million texts took a second. search_text is from now on subject, email, phone and description; that rows
-- of before begin with their number does no harm.
create index ticket_origin_by_number_text on ticket_origin using gin (number_key gin_trgm_ops) with (gin_pending_list_limit = 512);
