package com.smipay.support.ticket.api;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.http.ListTime;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.text.TextRule;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.store.SearchText;
import com.smipay.support.ticket.store.TicketFilter;
import com.smipay.support.ticket.store.TicketOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an admin wants to see (`admin-api.md`, List: query parameters; `decisions.md` 50, 60).
///
/// @param page from 1
record ListRequest(int page, int limit, TicketFilter filter, TicketOrder order) {
    private static final int USUAL_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_SEARCH = 200;
    private static final int MAX_ID = 255;
    static final String UNASSIGNED = "unassigned";

    /// What the figures count as open.
    private static final String OPEN = "open";

    private static final List<String> SINGLE =
            List.of("page", "limit", "search", "date_from", "date_to", "sort_by", "sort_order");
    private static final List<String> FILTERS = List.of("status", "priority", "support_type", "assigned_to", "user_id");

    /// @param desk whose time it is where a date does not say
    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending parameter and the values allowed
    static ListRequest parse(QueryFields query, ZoneId desk) {
        query.allow(SINGLE, FILTERS);
        int page = query.number("page", 1, 1, Integer.MAX_VALUE);
        int limit = query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        TicketFilter filter = new TicketFilter(
                search(query),
                statuses(query),
                query.words("priority", Priority::parse, Priority.words()),
                query.words("support_type", SupportType::parse, SupportType.words()),
                assignees(query),
                userIds(query),
                time(query, "date_from", false, desk),
                time(query, "date_to", true, desk));
        TicketOrder.By by = query.word("sort_by", TicketOrder.By::parse, TicketOrder.By.words());
        Boolean descending = query.word("sort_order", ListRequest::descending, List.of("asc", "desc"));
        query.check();
        return new ListRequest(
                page,
                limit,
                filter,
                new TicketOrder(by == null ? TicketOrder.By.CREATED_AT : by, descending == null || descending));
    }

    long offset() {
        return (page - 1L) * limit;
    }

    private static Optional<Boolean> descending(String word) {
        return switch (word) {
            case "asc" -> Optional.of(false);
            case "desc" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    /// One that shows nothing is none.
    private static @Nullable SearchText search(QueryFields query) {
        String text = query.text("search", 0, MAX_SEARCH);
        if (text == null) {
            return null;
        }
        SearchText search = SearchText.of(text).orElse(null);
        if (search != null && !search.isAnswerable()) {
            query.reject("search", "search must contain at least two letters or digits, or be one or two characters");
            return null;
        }
        return search;
    }

    private static Set<TicketStatus> statuses(QueryFields query) {
        List<String> words =
                Stream.concat(Stream.of(OPEN), TicketStatus.words().stream()).toList();
        return query.words("status", ListRequest::statuses, words).stream()
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private static Optional<Set<TicketStatus>> statuses(String word) {
        return word.equals(OPEN)
                ? Optional.of(AnalyticsAnswer.OPEN)
                : TicketStatus.parse(word).map(Set::of);
    }

    private static Set<String> assignees(QueryFields query) {
        Set<String> assignees = new HashSet<>();
        for (String text : query.all("assigned_to")) {
            if (text.equals(UNASSIGNED)) {
                assignees.add(TicketFilter.UNASSIGNED);
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
