package com.smipay.support.ticket.api;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.http.ListQuery;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.ticket.store.SearchText;
import com.smipay.support.ticket.store.TicketFilter;
import com.smipay.support.ticket.store.TicketOrder;
import java.time.ZoneId;
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
    private static final int MAX_SEARCH = 200;
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
        ListQuery list = new ListQuery(query, desk);
        int page = list.page();
        int limit = list.limit();
        TicketFilter filter = new TicketFilter(
                search(query),
                statuses(query),
                query.words("priority", Priority::parse, Priority.words()),
                query.words("support_type", SupportType::parse, SupportType.words()),
                list.adminsOr("assigned_to", UNASSIGNED, TicketFilter.UNASSIGNED),
                list.accounts("user_id"),
                list.time("date_from", false),
                list.time("date_to", true));
        TicketOrder.By by = query.word("sort_by", TicketOrder.By::parse, TicketOrder.By.words());
        boolean descending = list.isDescending();
        query.check();
        return new ListRequest(
                page, limit, filter, new TicketOrder(by == null ? TicketOrder.By.CREATED_AT : by, descending));
    }

    long offset() {
        return (page - 1L) * limit;
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
}
