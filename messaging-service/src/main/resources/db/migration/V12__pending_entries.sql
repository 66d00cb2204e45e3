-- Only the owner of an index may fold in what waits beside it, and the user who works with the tables may be another.
create function fold_pending_entries() returns bigint
    language sql
    security definer
    set search_path from current
as $$
    select gin_clean_pending_list('chat_text_by_word')
           + gin_clean_pending_list('chat_word_by_ending')
           + gin_clean_pending_list('chat_origin_by_contact')
           + gin_clean_pending_list('chat_origin_by_beginning')
           + gin_clean_pending_list('person_search_by_ending')
           + gin_clean_pending_list('person_search_by_beginning')
$$;

revoke execute on function fold_pending_entries() from public;
