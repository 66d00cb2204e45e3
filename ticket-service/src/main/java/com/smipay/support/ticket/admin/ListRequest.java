package com.smipay.support.ticket.admin;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.http.QueryFields;
import com.smipay.support.ticket.store.TicketFilter;
import com.smipay.support.ticket.store.TicketOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an admin wants to see (`admin-api.md`, List: query parameters).
///
/// @param page from 1
record ListRequest(int page, int limit, TicketFilter filter, TicketOrder order) {
    private static final int USUAL_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_SEARCH = 200;
    private static final int MAX_ID = 255;
    private static final String UNASSIGNED = "unassigned";

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending parameter and the values allowed
    static ListRequest parse(QueryFields query) {
        int page = query.number("page", 1, 1, Integer.MAX_VALUE);
        int limit = query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        TicketFilter filter = new TicketFilter(
                search(query),
                query.word("status", TicketStatus::parse, TicketStatus.words()),
                query.word("priority", Priority::parse, Priority.words()),
                query.word("support_type", SupportType::parse, SupportType.words()),
                assignedTo(query),
                Uuids.normalOrNull(query.text("user_id", 1, MAX_ID)),
                time(query, "date_from", false),
                time(query, "date_to", true));
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

    /// An empty search is none.
    private static @Nullable String search(QueryFields query) {
        String text = query.text("search", 0, MAX_SEARCH);
        return text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String assignedTo(QueryFields query) {
        String text = query.raw("assigned_to");
        if (text == null || Uuids.isOne(text)) {
            return Uuids.normalOrNull(text);
        }
        if (!text.equals(UNASSIGNED)) {
            query.reject("assigned_to", "assigned_to must be an admin's UUID or " + UNASSIGNED);
        }
        return TicketFilter.UNASSIGNED;
    }

    private static @Nullable Instant time(QueryFields query, String name, boolean end) {
        String text = query.raw(name);
        if (text == null) {
            return null;
        }
        Instant time = ListTime.parse(text, end).orElse(null);
        if (time == null) {
            query.reject(name, name + " must be an ISO 8601 date or time, for example 2026-02-24T10:30:00Z");
        }
        return time;
    }
}
