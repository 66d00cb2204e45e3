package com.smipay.support.messaging.store;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.store.ChatOrder.By;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The agents' list (`live-chat-api.md`, Admin side). Whatever the filter and the order, the cost follows the page, or
/// the number of matches, and not the number of chats: an index is walked in the list's order, or the matches are
/// gathered and sorted, where the figures say that they are few, or nothing else can be.
public final class ChatLists {
    /// Fewer are gathered and sorted in no time; of more, a walk in the list's order comes across enough.
    static final long FEW = 2_000;

    /// The total is known already.
    static final String KNOWN = "cast(0 as bigint)";

    private ChatLists() {}

    /// @param total of all pages
    /// @param isEstimate whether the total is only about right: so many match that nobody counted them
    public record Page(List<ChatView> chats, long total, boolean isEstimate) {
        Page(List<ChatView> chats, long total) {
            this(chats, total, false);
        }
    }

    /// @param offset chats before the page
    /// @param figures as read just before: they tell totals, and how to find what is wanted
    public static Page page(
            Statements statements, ChatFilter filter, ChatOrder order, int limit, long offset, ChatFigures figures) {
        if (filter.search() != null) {
            return ChatsFound.page(statements, filter, order, limit, offset, figures);
        }
        Map<String, @Nullable Object> params = params(limit, offset);
        String where = filter.where(params);
        if (!filter.isCounted()) {
            return isWalkOfDates(filter, order)
                    ? run(statements, walk(where, order), total(where), order, params)
                    : run(
                            statements,
                            gathered("", "chat", where, order),
                            "(select count(*) from matches)",
                            order,
                            params);
        }
        long total = figures.chats(filter::matches);
        if (offset >= total) {
            // No index is read to find out that there is nothing left.
            return new Page(List.of(), total);
        }
        return new Page(
                run(statements, counted(filter, where, order, total, offset + limit, params), KNOWN, order, params)
                        .chats(),
                total);
    }

    /// The first chats in the list's order, with the parameters that take them, for a search that looks at one after
    /// the other.
    ///
    /// @param total how many there are
    static String first(
            ChatFilter filter, ChatOrder order, long total, long most, Map<String, @Nullable Object> params) {
        params.putAll(params(most, 0));
        String where = filter.where(params);
        if (filter.isCounted()) {
            return counted(filter, where, order, total, most, params);
        }
        return total <= FEW ? gathered("", "chat", where, order) : walk(where, order);
    }

    static long total(Statements statements, ChatFilter filter, ChatFigures figures) {
        if (filter.isCounted()) {
            return figures.chats(filter::matches);
        }
        Map<String, @Nullable Object> params = new HashMap<>();
        String sql = "select " + total(filter.where(params)) + " as total";
        return statements.queryOne(sql, params, row -> row.number("total")).orElse(0L);
    }

    private static String total(String where) {
        return "(select count(*) from chat where " + where + ")";
    }

    static Map<String, @Nullable Object> params(long limit, long offset) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("limit", limit);
        params.put("offset", offset);
        return params;
    }

    private static String counted(
            ChatFilter filter,
            String where,
            ChatOrder order,
            long total,
            long reach,
            Map<String, @Nullable Object> params) {
        boolean isNarrow = !filter.assignees().isEmpty() || !filter.statuses().isEmpty() || filter.hasTicket() != null;
        if (isNarrow && total <= FEW) {
            return gathered("", "chat", where, order);
        }
        if (order.by() == By.LAST_MESSAGE_AT && !filter.assignees().isEmpty()) {
            params.put("reach", reach);
            params.put("agents", filter.assigneeList());
            params.put("piece_statuses", words(filter));
            return pieces(
                    "unnest(string_to_array(:agents, ',')) as agent (id)"
                            + " cross join unnest(string_to_array(:piece_statuses, ',')) as word (status)",
                    "coalesce(chat.assigned_to, '') = agent.id and chat.status = word.status and " + where,
                    order);
        }
        boolean isByStatus = order.by() == By.LAST_MESSAGE_AT || order.by() == By.STATUS;
        if (isByStatus && !filter.statuses().isEmpty() && filter.assignees().isEmpty()) {
            params.put("reach", reach);
            params.put("piece_statuses", words(filter));
            return pieces(
                    "unnest(string_to_array(:piece_statuses, ',')) as word (status)",
                    "chat.status = word.status and " + where,
                    order);
        }
        return walk(where, order);
    }

    private static String words(ChatFilter filter) {
        return filter.wantedStatuses().stream().map(ConversationStatus::wire).collect(Collectors.joining(","));
    }

    /// Whether the order's index has the dates in it, and nothing else narrows the list.
    private static boolean isWalkOfDates(ChatFilter filter, ChatOrder order) {
        return filter.userIds().isEmpty() && order.by() == By.CREATED_AT;
    }

    /// Reads an index in the list's order, from its beginning to the end of the page.
    private static String walk(String where, ChatOrder order) {
        return """
                with page as materialized (
                    select chat.conversation_id from chat where %s order by %s limit :limit offset :offset
                )
                """.formatted(where, order.clause("chat"));
    }

    /// Merges the beginnings of all pieces that match: in each, one index has exactly the wanted order.
    private static String pieces(String pieces, String where, ChatOrder order) {
        return """
                with page as materialized (
                    select piece.conversation_id
                    from %s
                    cross join lateral (
                        select chat.conversation_id, chat.status, chat.last_message_at
                        from chat
                        where %s
                        order by %s
                        limit :reach
                    ) as piece
                    order by %s limit :limit offset :offset
                )
                """.formatted(pieces, where, order.clause("chat"), order.clause("piece"));
    }

    /// Gathers every match, then sorts. The fence keeps the planner from walking a whole index in the hope of early
    /// matches.
    ///
    /// @param before expressions that `from` needs, each with a comma behind it
    static String gathered(String before, String from, String where, ChatOrder order) {
        return """
                with %s matches as materialized (
                    select chat.conversation_id, chat.status, chat.last_message_at, chat.created_at, chat.updated_at
                    from %s
                    where %s
                ), page as materialized (
                    select matches.conversation_id from matches order by %s limit :limit offset :offset
                )
                """.formatted(before, from, where, order.clause("matches"));
    }

    /// Even an empty page has a row, which tells the total.
    static Page run(
            Statements statements, String page, String total, ChatOrder order, Map<String, @Nullable Object> params) {
        String sql = """
                %s
                select total.chats as total, %s
                from (select %s as chats) as total
                left join (
                    page
                    cross join lateral (
                        select * from chat as one where one.conversation_id = page.conversation_id offset 0) as chat
                    cross join lateral (
                        select * from conversation as one where one.ticket_id = page.conversation_id offset 0
                    ) as conversation
                ) on true
                %s
                order by %s
                """.formatted(page, ChatView.COLUMNS, total, ChatView.JOINS, order.clause("chat"));
        List<ChatView> chats = new ArrayList<>();
        List<Long> totals = statements.query(sql, params, row -> {
            if (!row.isNull("conversation_id")) {
                chats.add(ChatView.read(row));
            }
            return row.number("total");
        });
        return new Page(List.copyOf(chats), totals.getFirst());
    }
}
