package com.smipay.support.messaging.store;

import com.smipay.support.messaging.store.ChatShares.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A search of chats, ready to be run in either of two ways: by the indexes of words, which costs by how many match; or
/// by a look at one chat after the other, which costs by how few match.
///
/// @param sources queries for the ids of chats that match, by name; a chat may be in several, and several times in one
/// @param ofChat an expression: whether the row `chat` matches
/// @param isComplete whether the sources find every match
/// @param asked what tells how many rows the sources read
/// @param params of all of them
record ChatMatches(
        Map<String, String> sources,
        String ofChat,
        boolean isComplete,
        List<Asked> asked,
        Map<String, @Nullable Object> params) {

    /// Expressions for a query, the last of which is `found`: the ids of chats that match, each once, read until
    /// `found_rows` has `:most` rows. Each is behind a fence, so that the planner takes it for something that is
    /// read to its end.
    String found() {
        List<String> all = new ArrayList<>();
        sources.forEach((name, query) -> all.add(name + " as materialized (" + query + ")"));
        all.add("found_rows as materialized (select conversation_id from ("
                + String.join(
                        " union all ",
                        sources.keySet().stream()
                                .map(name -> "select conversation_id from " + name)
                                .toList())
                + ") as every limit cast(:most as bigint))");
        all.add("found as materialized (select distinct conversation_id from found_rows)");
        return String.join(", ", all);
    }
}
