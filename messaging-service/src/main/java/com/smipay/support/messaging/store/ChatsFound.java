package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A page of the agents' list that a search narrows. Of a rare text the indexes tell all matches, which are gathered
/// and sorted. A common one is looked for in one chat after the other, in the list's order, until the page is full: a
/// word that every chat has is found at once. Its total is an estimate, for nobody can count a million matches in no
/// time.
final class ChatsFound {
    /// With so many rows to read from indexes, and no more, both ways take about as long in a million chats.
    private static final long FEW_ROWS = 10_000;

    /// As long as all rows take that the indexes have takes a look at one chat for so many of them.
    private static final long ROWS_OF_A_LOOK = 3;

    /// No walk gives up earlier, but for the first one, which is over in no time where a filter's pieces are merged.
    private static final long FEWEST_LOOKS = 5_000;

    private static final long FIRST_LOOKS = 1_000;

    /// More than there may be begun between two statements.
    private static final long BEGUN_MEANWHILE = 1_000;

    private static final String FOUND = """
            found
            cross join lateral (
                select * from chat as one where one.conversation_id = found.conversation_id offset 0
            ) as chat""";

    /// Nothing, where there are too many to gather.
    private static final String TOTAL = """
            (select case when (select count(*) from found_rows) < cast(:most as bigint)
                         then (select count(*) from matches) else -1 end)""";

    private static final String PAGE_OF_IDS = """
            with page as materialized (
                select cast(one.id as uuid) as conversation_id from unnest(string_to_array(:ids, ',')) as one (id)
            )
            """;

    private final Statements statements;
    private final ChatFilter others;
    private final ChatMatches matches;
    private final ChatOrder order;
    private final int limit;
    private final long offset;

    private ChatsFound(
            Statements statements, ChatFilter others, ChatMatches matches, ChatOrder order, int limit, long offset) {
        this.statements = statements;
        this.others = others;
        this.matches = matches;
        this.order = order;
        this.limit = limit;
        this.offset = offset;
    }

    private record Place(UUID id, long place) {}

    static ChatLists.Page page(
            Statements statements, ChatFilter filter, ChatOrder order, int limit, long offset, ChatFigures figures) {
        return page(statements, filter, order, limit, offset, figures, FEW_ROWS);
    }

    /// @param fewRows so many to read, or fewer, and the indexes are asked
    static ChatLists.Page page(
            Statements statements,
            ChatFilter filter,
            ChatOrder order,
            int limit,
            long offset,
            ChatFigures figures,
            long fewRows) {
        ChatMatches matches = Objects.requireNonNull(filter.search()).matches(statements);
        ChatsFound found = new ChatsFound(statements, filter.withoutSearch(), matches, order, limit, offset);
        double rows = matches.isComplete() ? ChatShares.rows(statements, matches.asked()) : Double.MAX_VALUE;
        if (rows <= fewRows) {
            Optional<ChatLists.Page> gathered = found.gathered(2 * fewRows);
            if (gathered.isPresent()) {
                return gathered.get();
            }
            rows = 2.0 * fewRows;
        }
        long all = ChatLists.total(statements, found.others, figures);
        long looks = matches.isComplete() ? Math.max(FEWEST_LOOKS, (long) rows / ROWS_OF_A_LOOK) : Long.MAX_VALUE;
        return found.walked(FIRST_LOOKS, all)
                .or(() -> found.walked(looks, all))
                .or(() -> found.gathered(Long.MAX_VALUE))
                .orElseThrow(() -> new IllegalStateException("No total of all rows"));
    }

    /// @return empty where the indexes have that many rows, or more
    private Optional<ChatLists.Page> gathered(long most) {
        Map<String, @Nullable Object> params = ChatLists.params(limit, offset);
        params.putAll(matches.params());
        params.put("most", most);
        String page = ChatLists.gathered(matches.found() + ", ", FOUND, others.where(params), order);
        return Optional.of(ChatLists.run(statements, page, TOTAL, order, params))
                .filter(one -> one.total() >= 0);
    }

    /// @param looks at so many chats at most
    /// @param all chats among which it looks
    /// @return empty where so many looks did not fill the page
    private Optional<ChatLists.Page> walked(long looks, long all) {
        boolean isFew = all <= ChatLists.FEW;
        boolean isWhole = isFew || looks >= all;
        long wanted = (offset >= all ? 0 : offset) + limit + 1;
        if (!isWhole && wanted > looks) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> params = new HashMap<>(matches.params());
        params.put("wanted", isFew ? all + BEGUN_MEANWHILE : wanted);
        String first = ChatLists.first(others, order, all, isWhole ? all + BEGUN_MEANWHILE : looks, params);
        List<Place> places = statements.query(
                """
            %s, placed as (
                select page.conversation_id, row_number() over () as place from page
            )
            select seen.conversation_id, seen.place
            from (
                select placed.conversation_id, placed.place, (%s) as is_match
                from placed
                cross join lateral (
                    select * from chat as one where one.conversation_id = placed.conversation_id offset 0
                ) as chat
                offset 0
            ) as seen
            where seen.is_match
            limit cast(:wanted as bigint)
            """.formatted(first, matches.ofChat()),
                params,
                row -> new Place(row.uuid("conversation_id"), row.number("place")));
        if (isFew || (isWhole && places.size() < wanted)) {
            return Optional.of(shown(places, places.size(), false));
        }
        if (places.size() < wanted) {
            return Optional.empty();
        }
        long estimate = Math.round((double) wanted / places.getLast().place() * all);
        return Optional.of(shown(places, Math.max(wanted, estimate), true));
    }

    private ChatLists.Page shown(List<Place> places, long total, boolean isEstimate) {
        String ids = places.stream()
                .skip(offset)
                .limit(limit)
                .map(place -> place.id().toString())
                .collect(Collectors.joining(","));
        if (ids.isEmpty()) {
            return new ChatLists.Page(List.of(), total, isEstimate);
        }
        return new ChatLists.Page(
                ChatLists.run(statements, PAGE_OF_IDS, ChatLists.KNOWN, order, Map.of("ids", ids))
                        .chats(),
                total,
                isEstimate);
    }
}
