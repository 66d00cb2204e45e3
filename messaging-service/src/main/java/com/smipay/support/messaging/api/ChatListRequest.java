package com.smipay.support.messaging.api;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.http.ListQuery;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.messaging.store.ChatFilter;
import com.smipay.support.messaging.store.ChatOrder;
import com.smipay.support.messaging.store.ChatSearch;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an agent wants to see of the chats (`live-chat-api.md`, Admin side; `decisions.md` 50, 60).
///
/// @param page from 1
record ChatListRequest(int page, int limit, ChatFilter filter, ChatOrder order) {
    private static final int MAX_SEARCH = 200;
    private static final String UNASSIGNED = "unassigned";

    private static final List<String> SINGLE =
            List.of("page", "limit", "search", "has_ticket", "date_from", "date_to", "sort_by", "sort_order");
    private static final List<String> FILTERS = List.of("status", "assigned_to", "user_id");

    /// @param desk whose time it is where a date does not say
    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending parameter and the values allowed
    static ChatListRequest parse(QueryFields query, ZoneId desk) {
        query.allow(SINGLE, FILTERS);
        ListQuery list = new ListQuery(query, desk);
        int page = list.page();
        int limit = list.limit();
        ChatFilter filter = new ChatFilter(
                search(query),
                statuses(query),
                list.adminsOr("assigned_to", UNASSIGNED, ChatFilter.UNASSIGNED),
                list.accounts("user_id"),
                query.word("has_ticket", ChatListRequest::flag, List.of("true", "false")),
                list.time("date_from", false),
                list.time("date_to", true));
        ChatOrder.By by = query.word("sort_by", ChatOrder.By::parse, ChatOrder.By.words());
        boolean descending = list.isDescending();
        query.check();
        return new ChatListRequest(
                page, limit, filter, new ChatOrder(by == null ? ChatOrder.By.LAST_MESSAGE_AT : by, descending));
    }

    long offset() {
        return (page - 1L) * limit;
    }

    private static Optional<Boolean> flag(String word) {
        return switch (word) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /// One that shows nothing is none.
    private static @Nullable ChatSearch search(QueryFields query) {
        String text = query.text("search", 0, MAX_SEARCH);
        if (text == null) {
            return null;
        }
        ChatSearch search = ChatSearch.of(text).orElse(null);
        if (search != null && !search.isAnswerable()) {
            query.reject("search", "search must contain at least two letters or digits, or be one or two characters");
            return null;
        }
        return search;
    }

    /// `waiting_support` is a word that other clients filter by, and means the same as `active`.
    private static Set<ConversationStatus> statuses(QueryFields query) {
        return query.words("status", ConversationStatus::parse, ConversationStatus.words()).stream()
                .map(status -> status == ConversationStatus.WAITING_SUPPORT ? ConversationStatus.ACTIVE : status)
                .collect(Collectors.toSet());
    }
}
