package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.SearchWalk;
import com.smipay.support.kit.db.Statements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    private static final String FOUND = """
            found
            cross join lateral (
                select * from chat as one where one.conversation_id = found.conversation_id offset 0
            ) as chat""";

    /// Nothing, where there are too many to gather.
    private static final String TOTAL = """
            (select case when (select count(*) from found_rows) < cast(:most as bigint)
                         then (select count(*) from matches) else -1 end)""";

    private static final String PAGE = SearchWalk.page("conversation_id");

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
        SearchWalk.Rows list = (most, params) -> ChatLists.first(others, order, all, most, params);
        return new SearchWalk("chat", "conversation_id", list, matches.ofChat(), matches.params())
                .until(statements, all, looks, ChatLists.FEW, limit, offset)
                .map(this::shown);
    }

    private ChatLists.Page shown(SearchWalk.Found found) {
        List<ChatView> chats = found.ids().isEmpty()
                ? List.of()
                : ChatLists.run(statements, PAGE, ChatLists.KNOWN, order, Map.of("ids", found.list()))
                        .chats();
        return new ChatLists.Page(chats, found.total(), found.isEstimate());
    }
}
