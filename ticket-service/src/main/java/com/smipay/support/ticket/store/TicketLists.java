package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.ticket.store.Analytics.Figures;
import com.smipay.support.ticket.store.Analytics.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The admin's list (`admin-api.md`, List). Whatever the filter and the order, the cost follows the page, or the number
/// of matches, and not the number of tickets: there are three ways to a page, and each filter takes one of them.
public final class TicketLists {
    /// Reads an index in the list's order, from its beginning to the end of the page.
    private static final String WALK = """
            with page as materialized (
                select ticket.id from ticket where %1$s order by %2$s limit :limit offset :offset
            )
            """;

    /// Merges the beginnings of all slices that match: in each, one index has exactly the wanted order.
    private static final String SLICES = """
            with slice as materialized (
                select * from unnest(cast(string_to_array(:statuses, ',') as text[]),
                                     cast(string_to_array(:priorities, ',') as text[]),
                                     cast(string_to_array(:support_types, ',') as text[]))
                              as one (status, priority, support_type)
            ), page as materialized (
                select piece.id
                from slice
                cross join lateral (
                    select ticket.id, ticket.status, ticket.priority_rank, ticket.support_type, ticket.created_at,
                           ticket.updated_at
                    from ticket
                    where ticket.status = slice.status and ticket.priority = slice.priority
                      and ticket.support_type = slice.support_type
                    order by %1$s
                    limit :reach
                ) as piece
                order by %2$s limit :limit offset :offset
            )
            """;

    /// Gathers every match, then sorts. The fence keeps the planner from walking a whole index in the hope of early
    /// matches.
    private static final String MATCHES = """
            with %1$s matches as materialized (
                select ticket.id, ticket.status, ticket.priority_rank, ticket.support_type, ticket.created_at,
                       ticket.updated_at
                from %2$s
                where %3$s
            ), page as materialized (
                select matches.id from matches order by %4$s limit :limit offset :offset
            )
            """;

    /// Even an empty page has a row, which tells the total.
    private static final String ROWS = """
            select total.tickets as total, %1$s
            from (select %2$s as tickets) as total
            left join (page join ticket on ticket.id = page.id) on true
            %3$s
            order by %4$s
            """;

    private TicketLists() {}

    /// @param total of all pages
    public record Page(List<TicketView> tickets, long total) {}

    /// @param offset tickets before the page
    /// @param figures as read just before: they tell totals, and which slices there are
    public static Page page(
            Statements statements, TicketFilter filter, TicketOrder order, int limit, long offset, Figures figures) {
        if (filter.isCounted()) {
            long total = figures.tickets(filter::matches);
            // No index is read to find out that there is nothing left.
            return offset >= total
                    ? new Page(List.of(), total)
                    : new Page(
                            rows(statements, filter, order, limit, offset, figures)
                                    .tickets(),
                            total);
        }
        return rows(statements, filter, order, limit, offset, figures);
    }

    private static Page rows(
            Statements statements, TicketFilter filter, TicketOrder order, int limit, long offset, Figures figures) {
        Conditions conditions = Conditions.of(filter);
        Map<String, @Nullable Object> params = new HashMap<>(conditions.params());
        params.put("limit", limit);
        params.put("offset", offset);
        String page;
        String total;
        if (isWalk(filter, order)) {
            page = WALK.formatted(conditions.where(), order.clause("ticket"));
            total = filter.isCounted()
                    ? "cast(0 as bigint)"
                    : "(select count(*) from ticket where " + conditions.where() + ")";
        } else if (filter.isOfSlices()) {
            List<Slice> slices = figures.slices().stream()
                    .filter(slice -> slice.tickets() > 0 && filter.matches(slice))
                    .toList();
            page = SLICES.formatted(order.clauseWithinSlice("ticket"), order.clause("piece"));
            total = "cast(0 as bigint)";
            params.put("statuses", joined(slices, slice -> slice.status().wire()));
            params.put("priorities", joined(slices, slice -> slice.priority().wire()));
            params.put(
                    "support_types", joined(slices, slice -> slice.supportType().wire()));
            params.put("reach", offset + limit);
        } else {
            page = MATCHES.formatted(
                    conditions.found(), conditions.from(), conditions.where(), order.clause("matches"));
            total = "(select count(*) from matches)";
        }
        String sql = page + ROWS.formatted(TicketView.COLUMNS, total, TicketView.JOINS, order.clause("ticket"));
        List<TicketView> tickets = new ArrayList<>(limit);
        List<Long> totals = statements.query(sql, params, row -> {
            if (!row.isNull("id")) {
                tickets.add(TicketView.read(row));
            }
            return row.number("total");
        });
        return new Page(List.copyOf(tickets), totals.getFirst());
    }

    /// Whether one index has the filter's word before it and the order behind.
    private static boolean isWalk(TicketFilter filter, TicketOrder order) {
        if (filter.isSelective() || filter.words() > 1) {
            return false;
        }
        return switch (order.by()) {
            case CREATED_AT -> true;
            case STATUS -> isOnly(filter, filter.status());
            case PRIORITY -> isOnly(filter, filter.priority());
            case SUPPORT_TYPE -> isOnly(filter, filter.supportType());
            case UPDATED_AT -> isOnly(filter, null);
        };
    }

    private static boolean isOnly(TicketFilter filter, @Nullable Object word) {
        return !filter.hasDates() && (filter.words() == 0 || word != null);
    }

    private static String joined(List<Slice> slices, Function<Slice, String> word) {
        return slices.stream().map(word).distinct().count() == 0
                ? ""
                : slices.stream().map(word).collect(Collectors.joining(","));
    }
}
