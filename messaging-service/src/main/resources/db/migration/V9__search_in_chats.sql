-- Words are what stands between blanks; of a long one, pieces of 48 characters that overlap by 24.
create function text_words(text text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array(
    select substr(one.word, place.first, 48)
    from unnest(string_to_array(text, ' ')) as one (word)
    cross join lateral generate_series(1, greatest(length(one.word) - 24, 1), 24) as place (first)
    where one.word <> ''));

create index chat_text_by_word on chat_text using gin (text_words(text)) with (gin_pending_list_limit = 4096);

-- Every word once, however many messages have it: what stands inside of a word begins one of its endings. The upkeep fills it,
-- so that no message waits for another one that has the same new word.
create table chat_word (
    word text collate "C" primary key
);
create index chat_word_by_ending on chat_word using gin (word_endings(word)) with (gin_pending_list_limit = 4096);
