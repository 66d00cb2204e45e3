package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.SearchWalk;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.ticket.store.Analytics.Figures;
import com.smipay.support.ticket.store.SearchText.Beforehand;
import com.smipay.support.ticket.store.SearchText.InNumbers;
import com.smipay.support.ticket.store.TicketLists.Page;
import com.smipay.support.ticket.store.TicketLists.Way;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A page of what is searched for (`admin-api.md`, List). What few tickets have is gathered by indexes and sorted. What
/// a great many have would take seconds to gather, and is soon met with when the list is gone through in its order: its
/// total is an estimate then, as it is for chats (ADR 0057).
final class TicketsFound {
    /// So many rows of an index are read and sorted in no time.
    private static final long FEW = 2_000;

    /// In the list's order, first and then; what so many do not show often enough is gathered however long it takes.
    private static final List<Long> LOOKS = List.of(2_000L, 20_000L);

    private static final String TOTAL = """
            (select case when (select is_so from too_many) then -1 else (select count(*) from matches) end)""";

    private static final String PAGE = SearchWalk.page("id");

    private final Statements statements;
    private final TicketFilter filter;
    private final SearchText search;
    private final Beforehand beforehand;
    private final TicketOrder order;
    private final int limit;
    private final long offset;
    private final Figures figures;

    private TicketsFound(
            Statements statements,
            TicketFilter filter,
            Beforehand beforehand,
            TicketOrder order,
            int limit,
            long offset,
            Figures figures) {
        this.statements = statements;
        this.filter = filter;
        this.search = Objects.requireNonNull(filter.search());
        this.beforehand = beforehand;
        this.order = order;
        this.limit = limit;
        this.offset = offset;
        this.figures = figures;
    }

    static Page page(
            Statements statements, TicketFilter filter, TicketOrder order, int limit, long offset, Figures figures) {
        return page(statements, filter, order, limit, offset, figures, FEW, LOOKS);
    }

    /// @param few rows of an index, of which all are gathered
    /// @param looks into so many tickets of the list, first and then
    static Page page(
            Statements statements,
            TicketFilter filter,
            TicketOrder order,
            int limit,
            long offset,
            Figures figures,
            long few,
            List<Long> looks) {
        Beforehand beforehand = Objects.requireNonNull(filter.search()).beforehand(statements);
        if (beforehand.inNumbers() == InNumbers.EVERY) {
            return TicketLists.page(statements, filter.withoutSearch(), order, limit, offset, figures);
        }
        TicketsFound found = new TicketsFound(statements, filter, beforehand, order, limit, offset, figures);
        boolean isOfMany = beforehand.isCommon() && SearchText.RARE * figures.tickets(slice -> true) > few;
        // Where more texts have it than would be gathered, the attempt to gather them reads an index for nothing.
        Optional<Page> first = isOfMany ? found.walked(looks.subList(0, 1)) : Optional.empty();
        return first.or(() -> found.gathered(few))
                .or(() -> found.walked(isOfMany ? looks.subList(1, looks.size()) : looks))
                .or(() -> found.gathered(Long.MAX_VALUE))
                .orElseThrow(() -> new IllegalStateException("No total of all rows"));
    }

    /// @return empty where more may match than were gathered
    private Optional<Page> gathered(long most) {
        Conditions conditions = Conditions.of(filter, search, beforehand, most);
        Way way = new Way(TicketLists.matches(conditions, order), TOTAL, TicketLists.params(conditions, limit, offset));
        return Optional.of(TicketLists.run(statements, way, order)).filter(page -> page.total() >= 0);
    }

    private Optional<Page> walked(List<Long> looks) {
        long all = TicketLists.page(statements, filter.withoutSearch(), order, 1, 0, figures)
                .total();
        return looks.stream()
                .map(most -> walked(most, all))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// @param all of the list that is gone through
    /// @return empty where so many looks did not fill the page, and were not at the whole list
    private Optional<Page> walked(long looks, long all) {
        SearchWalk.Rows list = (most, params) -> {
            Way way = TicketLists.way(filter.withoutSearch(), order, most, 0, figures);
            params.putAll(way.params());
            return way.page();
        };
        Map<String, @Nullable Object> params = new HashMap<>();
        String isMatch = Conditions.ofEach(search, beforehand, params);
        return new SearchWalk("ticket", "id", list, isMatch, params)
                .until(statements, all, looks, looks, limit, offset)
                .map(this::shown);
    }

    private Page shown(SearchWalk.Found found) {
        List<TicketView> tickets = found.ids().isEmpty()
                ? List.of()
                : TicketLists.run(statements, new Way(PAGE, TicketLists.KNOWN, Map.of("ids", found.list())), order)
                        .tickets();
        return new Page(tickets, found.total(), found.isEstimate());
    }
}
