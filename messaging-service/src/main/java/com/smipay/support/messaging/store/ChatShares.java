package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import java.util.List;
import java.util.Map;

/// How many rows the indexes of a search would have to read: what the server has counted of the most common words for
/// its planner (`pg_stats`), times the rows that there are. A word that is not among those is rare, and counts for
/// nothing; so does every word before the server has counted.
final class ChatShares {
    private static final String READ = """
            with asked as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:asked as json)) as one (
                        index_name text, part int, pattern text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), common as materialized (
                select counted.tablename as index_name, one.word, one.share
                from pg_stats as counted
                cross join lateral unnest(
                    cast(cast(counted.most_common_elems as text) as text[]), counted.most_common_elem_freqs
                ) as one (word, share)
                where counted.schemaname = current_schema()
                  and counted.tablename in ('chat_text_by_word', 'chat_origin_by_contact', 'chat_origin_by_beginning',
                                            'person_search_by_ending', 'person_search_by_beginning')
                  and one.word is not null
            ), found as (
                select asked.index_name, asked.part, coalesce(sum(common.share), 0) as share
                from asked
                left join common on common.index_name = asked.index_name and common.word like asked.pattern
                group by asked.index_name, asked.part
            )
            select found.share, size.reltuples as chats_or_texts, found.index_name
            from found
            join pg_class as size
                on size.oid = case found.index_name when 'chat_text_by_word' then regclass 'chat_text'
                                                    else regclass 'chat' end
            """;

    private ChatShares() {}

    /// @param indexName of the index that would be read
    /// @param part of several parts of one index every one must be in a row; of one part any pattern will do
    /// @param pattern of the index's words
    record Asked(String indexName, int part, String pattern) {}

    private record Share(String indexName, double share, double size) {}

    /// As if words stood together by chance.
    static double rows(Statements statements, List<Asked> asked) {
        List<Share> shares = statements.query(
                READ,
                Map.of("asked", JsonRows.of(asked), "most", JsonRows.most()),
                row -> new Share(row.text("index_name"), row.decimal("share"), row.decimal("chats_or_texts")));
        return shares.stream()
                .map(Share::indexName)
                .distinct()
                .mapToDouble(index -> rowsOf(index, shares))
                .sum();
    }

    private static double rowsOf(String index, List<Share> shares) {
        double share = 1;
        double size = 0;
        for (Share one : shares) {
            if (one.indexName().equals(index)) {
                share *= Math.min(1, one.share());
                size = Math.max(0, one.size());
            }
        }
        return share * size;
    }
}
