package com.smipay.support.messaging.api;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.http.ListTime;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.text.TextRule;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.store.ChatFilter;
import com.smipay.support.messaging.store.ChatOrder;
import com.smipay.support.messaging.store.ChatSearch;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an agent wants to see of the chats (`live-chat-api.md`, Admin side; `decisions.md` 50, 60).
///
/// @param page from 1
record ChatListRequest(int page, int limit, ChatFilter filter, ChatOrder order) {
    private static final int USUAL_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_SEARCH = 200;
    private static final int MAX_ID = 255;
    private static final String UNASSIGNED = "unassigned";

    private static final List<String> SINGLE =
            List.of("page", "limit", "search", "has_ticket", "date_from", "date_to", "sort_by", "sort_order");
    private static final List<String> FILTERS = List.of("status", "assigned_to", "user_id");

    /// @param desk whose time it is where a date does not say
    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending parameter and the values allowed
    static ChatListRequest parse(QueryFields query, ZoneId desk) {
        query.allow(SINGLE, FILTERS);
        int page = query.number("page", 1, 1, Integer.MAX_VALUE);
        int limit = query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        ChatFilter filter = new ChatFilter(
                search(query),
                statuses(query),
                assignees(query),
                userIds(query),
                query.word("has_ticket", ChatListRequest::flag, List.of("true", "false")),
                time(query, "date_from", false, desk),
                time(query, "date_to", true, desk));
        ChatOrder.By by = query.word("sort_by", ChatOrder.By::parse, ChatOrder.By.words());
        Boolean descending = query.word("sort_order", ChatListRequest::descending, List.of("asc", "desc"));
        query.check();
        return new ChatListRequest(
                page,
                limit,
                filter,
                new ChatOrder(by == null ? ChatOrder.By.LAST_MESSAGE_AT : by, descending == null || descending));
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

    private static Optional<Boolean> descending(String word) {
        return switch (word) {
            case "asc" -> Optional.of(false);
            case "desc" -> Optional.of(true);
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

    private static Set<String> assignees(QueryFields query) {
        Set<String> assignees = new HashSet<>();
        for (String text : query.all("assigned_to")) {
            if (text.equals(UNASSIGNED)) {
                assignees.add(ChatFilter.UNASSIGNED);
            } else if (Uuids.isOne(text)) {
                assignees.add(Uuids.normal(text));
            } else {
                query.reject("assigned_to", "assigned_to must be an admin's UUID or " + UNASSIGNED);
            }
        }
        return assignees;
    }

    private static Set<String> userIds(QueryFields query) {
        Set<String> ids = query.all("user_id");
        ids.forEach(
                id -> new TextRule(1, MAX_ID).fault("user_id", id).ifPresent(fault -> query.reject("user_id", fault)));
        return ids.stream().map(Uuids::normal).collect(Collectors.toSet());
    }

    private static @Nullable Instant time(QueryFields query, String name, boolean end, ZoneId desk) {
        String text = query.filled(name);
        if (text == null) {
            return null;
        }
        Instant time = ListTime.parse(text, end, desk).orElse(null);
        if (time == null) {
            query.reject(name, name + " must be an ISO 8601 date or time, for example 2026-02-24T10:30:00Z");
        }
        return time;
    }
}
