package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.ticket.store.Analytics.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The admin's list (`admin-api.md`, List). Whatever the filter and the order, the cost follows the page, or the number
/// of matches, and not the number of tickets: there are three ways to a page, and each filter takes one of them.
public final class TicketLists {
    /// What the tickets of a slice of the index share.
    private record Words(String status, String priority, String supportType) {}

    /// The figures have told the total already.
    static final String KNOWN = "cast(0 as bigint)";

    /// Tickets that are looked at one after the other; more are not, wherever the matches lie.
    private static final long LOOKS = 20_000;

    private static final String MATCHES = "(select count(*) from matches)";

    private TicketLists() {}

    /// @param total of all pages
    /// @param isEstimate whether the total is only about right: so many match that nobody counted them
    public record Page(List<TicketView> tickets, long total, boolean isEstimate) {
        Page(List<TicketView> tickets, long total) {
            this(tickets, total, false);
        }
    }

    /// A CTE `page`, the total, and what both of them need.
    record Way(String page, String total, Map<String, @Nullable Object> params) {}

    /// @param offset tickets before the page
    /// @param figures as read just before: they tell totals, and which slices there are
    public static Page page(
            Statements statements, TicketFilter filter, TicketOrder order, int limit, long offset, Figures figures) {
        return page(statements, filter, order, limit, offset, figures, LOOKS);
    }

    /// @param looks into so many tickets one after the other, and no more
    static Page page(
            Statements statements,
            TicketFilter filter,
            TicketOrder order,
            int limit,
            long offset,
            Figures figures,
            long looks) {
        if (filter.search() != null) {
            return TicketsFound.page(statements, filter, order, limit, offset, figures);
        }
        if (filter.isCounted()) {
            long total = figures.tickets(filter::matches);
            // No index is read to find out that there is nothing left.
            return offset >= total
                    ? new Page(List.of(), total)
                    : walked(statements, filter, order, limit, offset, figures, looks)
                            .orElseGet(() -> new Page(
                                    run(statements, way(filter, order, limit, offset, figures), order)
                                            .tickets(),
                                    total));
        }
        return run(statements, way(filter, order, limit, offset, figures), order);
    }

    /// For a filter that searches for nothing.
    static Way way(TicketFilter filter, TicketOrder order, long limit, long offset, Figures figures) {
        Conditions conditions = Conditions.of(filter);
        Map<String, @Nullable Object> params = params(conditions, limit, offset);
        if (isWalk(filter, order)) {
            return new Way(walk(conditions, order), total(filter, conditions), params);
        }
        params.put("reach", offset + limit);
        if (filter.isOfSlices() && hasIndex(filter, order)) {
            putSlices(params, filter, figures);
            return new Way(slices(conditions, order), filter.isCounted() ? KNOWN : totalOfSlices(conditions), params);
        }
        if (filter.isOfAssignees() && order.by() == TicketOrder.By.CREATED_AT) {
            return new Way(assignees(conditions, order), totalOfAssignees(conditions), params);
        }
        return new Way(matches(conditions, order), MATCHES, params);
    }

    /// Where no index has both the filter and the order, as of the unassigned by their activity, and so many match that
    /// going through the list in its order fills a page soon, as a rule.
    ///
    /// @return empty where it does not
    private static Optional<Page> walked(
            Statements statements,
            TicketFilter filter,
            TicketOrder order,
            int limit,
            long offset,
            Figures figures,
            long looks) {
        long all = figures.tickets(slice -> true);
        long total = figures.tickets(filter::matches);
        boolean isNear = (offset + limit) * (double) all / total <= looks / 2.0;
        if (!isNear || filter.isOfSlices() || isWalk(filter, order) || order.by() == TicketOrder.By.CREATED_AT) {
            return Optional.empty();
        }
        Conditions conditions = Conditions.of(filter);
        Map<String, @Nullable Object> params = params(conditions, limit, offset);
        params.put("looks", looks);
        Page page = run(statements, new Way(walkOfFirst(conditions, order), KNOWN, params), order);
        return page.tickets().size() < Math.min(limit, total - offset)
                ? Optional.empty()
                : Optional.of(new Page(page.tickets(), total));
    }

    /// Counted piece by piece: of a list that it does not know the planner expects most of the table.
    private static String totalOfSlices(Conditions conditions) {
        return """
                (select coalesce(sum(piece.tickets), 0)
                 from slice
                 cross join lateral (
                     select count(*) as tickets from ticket
                     where ticket.status = slice.status and ticket.priority = slice.priority
                       and ticket.support_type = slice.support_type and %s
                 ) as piece)""".formatted(conditions.dates());
    }

    private static String totalOfAssignees(Conditions conditions) {
        return """
                (select coalesce(sum(piece.tickets), 0)
                 from unnest(string_to_array(:assignee, ',')) as one (assignee)
                 cross join lateral (
                     select count(*) as tickets from ticket
                     where coalesce(ticket.assigned_to, '') = one.assignee and %s
                 ) as piece)""".formatted(conditions.dates());
    }

    private static String total(TicketFilter filter, Conditions conditions) {
        return filter.isCounted() ? KNOWN : "(select count(*) from ticket where " + conditions.where() + ")";
    }

    static Map<String, @Nullable Object> params(Conditions conditions, long limit, long offset) {
        Map<String, @Nullable Object> params = new HashMap<>(conditions.params());
        params.put("limit", limit);
        params.put("offset", offset);
        return params;
    }

    /// Reads an index in the list's order, from its beginning to the end of the page.
    private static String walk(Conditions conditions, TicketOrder order) {
        return """
                with page as materialized (
                    select ticket.id from ticket where %s order by %s limit :limit offset :offset
                )
                """.formatted(conditions.where(), order.clause("ticket"));
    }

    /// The same, no further than to so many tickets.
    private static String walkOfFirst(Conditions conditions, TicketOrder order) {
        return """
                with page as materialized (
                    select ticket.id
                    from (select * from ticket order by %s limit :looks) as ticket
                    where %s
                    order by %s limit :limit offset :offset
                )
                """.formatted(order.clause("ticket"), conditions.where(), order.clause("ticket"));
    }

    /// Merges the beginnings of all slices that match: in each, one index has exactly the wanted order.
    private static String slices(Conditions conditions, TicketOrder order) {
        return """
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
                          and ticket.support_type = slice.support_type and %s
                        order by %s
                        limit :reach
                    ) as piece
                    order by %s limit :limit offset :offset
                )
                """.formatted(conditions.dates(), order.clauseWithinSlice("ticket"), order.clause("piece"));
    }

    /// Merges the newest (or oldest) of several assignees.
    private static String assignees(Conditions conditions, TicketOrder order) {
        return """
                with page as materialized (
                    select piece.id
                    from unnest(string_to_array(:assignee, ',')) as one (assignee)
                    cross join lateral (
                        select ticket.id, ticket.created_at
                        from ticket
                        where coalesce(ticket.assigned_to, '') = one.assignee and %s
                        order by %s
                        limit :reach
                    ) as piece
                    order by %s limit :limit offset :offset
                )
                """.formatted(conditions.dates(), order.clause("ticket"), order.clause("piece"));
    }

    /// Gathers every match, then sorts. The fence keeps the planner from walking a whole index in the hope of early
    /// matches.
    static String matches(Conditions conditions, TicketOrder order) {
        return """
                with %s matches as materialized (
                    select ticket.id, ticket.status, ticket.priority_rank, ticket.support_type, ticket.created_at,
                           ticket.updated_at
                    from %s
                    where %s
                ), page as materialized (
                    select matches.id from matches order by %s limit :limit offset :offset
                )
                """.formatted(conditions.found(), conditions.from(), conditions.where(), order.clause("matches"));
    }

    /// Even an empty page has a row, which tells the total.
    static Page run(Statements statements, Way way, TicketOrder order) {
        String sql =
                """
                %s
                select total.tickets as total, %s
                from (select %s as tickets) as total
                left join (
                    page
                    cross join lateral (select * from ticket as one where one.id = page.id offset 0) as ticket
                ) on true
                %s
                order by %s
                """.formatted(way.page(), TicketView.COLUMNS, way.total(), TicketView.JOINS, order.clause("ticket"));
        List<TicketView> tickets = new ArrayList<>();
        List<Long> totals = statements.query(sql, way.params(), row -> {
            if (!row.isNull("id")) {
                tickets.add(TicketView.read(row));
            }
            return row.number("total");
        });
        return new Page(List.copyOf(tickets), totals.getFirst());
    }

    /// Whether one index has the filter's word before it and the order behind.
    private static boolean isWalk(TicketFilter filter, TicketOrder order) {
        if (filter.isSelective() || filter.kinds() > 1 || !filter.isOfSingleWords()) {
            return false;
        }
        return switch (order.by()) {
            case CREATED_AT -> true;
            case STATUS -> isOnly(filter, filter.statuses());
            case PRIORITY -> isOnly(filter, filter.priorities());
            case SUPPORT_TYPE -> isOnly(filter, filter.supportTypes());
            case UPDATED_AT -> isOnly(filter, Set.of());
        };
    }

    private static boolean isOnly(TicketFilter filter, Set<?> words) {
        return !filter.hasDates() && (filter.kinds() == 0 || !words.isEmpty());
    }

    /// Within a slice there is an order by activity too, but none that dates of creation narrow.
    private static boolean hasIndex(TicketFilter filter, TicketOrder order) {
        return !filter.hasDates() || order.by() != TicketOrder.By.UPDATED_AT;
    }

    private static void putSlices(Map<String, @Nullable Object> params, TicketFilter filter, Figures figures) {
        List<Words> slices = figures.slices().stream()
                .filter(slice -> slice.tickets() > 0 && filter.matches(slice))
                .map(slice -> new Words(
                        slice.status().wire(),
                        slice.priority().wire(),
                        slice.supportType().wire()))
                .distinct()
                .toList();
        params.put("statuses", joined(slices, Words::status));
        params.put("priorities", joined(slices, Words::priority));
        params.put("support_types", joined(slices, Words::supportType));
    }

    private static String joined(List<Words> slices, Function<Words, String> word) {
        return slices.stream().map(word).collect(Collectors.joining(","));
    }
}
