package com.smipay.support.ticket.store;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Figures about all tickets (`admin-api.md`, Analytics), summed up from what every change appended: their cost follows
/// the number of different words and of days, not that of tickets.
public final class Analytics {
    /// The lock's own number: "figures" in ASCII.
    private static final long LOCK = 0x66696775726573L;

    private static final int BATCH = 5_000;

    /// A day of the desk begins in the middle of a UTC day, by which openings are counted: what was opened between its
    /// beginning and the next UTC midnight is counted in an index, which is less than a day's worth.
    private static final String READ = """
            with opened as materialized (
                select (select count(*) from ticket where created_at >= :day and created_at < :after_day)
                       + coalesce(sum(tickets) filter (where day >= cast(:after_day at time zone 'UTC' as date)), 0)
                       as today,
                       (select count(*) from ticket where created_at >= :week and created_at < :after_week)
                       + coalesce(sum(tickets) filter (where day >= cast(:after_week at time zone 'UTC' as date)), 0)
                       as week,
                       (select count(*) from ticket where created_at >= :month and created_at < :after_month)
                       + coalesce(sum(tickets), 0) as month
                from opened_now
                where day >= cast(:after_month at time zone 'UTC' as date)
            ), slices as materialized (
                select status, priority, support_type, unassigned, sum(tickets) as tickets, sum(responses) as responses,
                       sum(response_seconds) as response_seconds, sum(rated) as rated, sum(rating_sum) as rating_sum
                from analytics_now
                group by status, priority, support_type, unassigned
            )
            select opened.today, opened.week, opened.month, slices.*
            from opened
            left join slices on true
            """;

    private static final String FOLD = """
            with folded as (
                delete from analytics_delta
                where id in (select id from analytics_delta order by id limit :batch)
                returning *
            ), totals as (
                insert into analytics_total as total (status, priority, support_type, unassigned, tickets, responses,
                                                      response_seconds, rated, rating_sum)
                select status, priority, support_type, unassigned, sum(tickets), sum(responses), sum(response_seconds),
                       sum(rated), sum(rating_sum)
                from folded
                group by status, priority, support_type, unassigned
                on conflict (status, priority, support_type, unassigned) do update
                set tickets = total.tickets + excluded.tickets,
                    responses = total.responses + excluded.responses,
                    response_seconds = total.response_seconds + excluded.response_seconds,
                    rated = total.rated + excluded.rated,
                    rating_sum = total.rating_sum + excluded.rating_sum
            ), days as (
                insert into opened_total as total (day, tickets)
                select opened_on, sum(tickets) from folded where opened_on is not null group by opened_on
                on conflict (day) do update set tickets = total.tickets + excluded.tickets
            )
            select count(*) as done from folded
            """;

    private static final WorkQueue QUEUE = new WorkQueue("analytics_delta", LOCK, FOLD, BATCH);

    private Analytics() {}

    /// Tickets that share status, priority, type, and whether somebody is assigned.
    public record Slice(
            TicketStatus status,
            Priority priority,
            SupportType supportType,
            boolean unassigned,
            long tickets,
            long responses,
            long responseSeconds,
            long rated,
            long ratingSum) {}

    /// @param today opened since the desk's midnight; `week` and `month` are 7 and 30 of its days, today among them
    public record Figures(long today, long week, long month, List<Slice> slices) {
        public long tickets(Predicate<Slice> which) {
            return slices.stream().filter(which).mapToLong(Slice::tickets).sum();
        }
    }

    /// As of now, in one snapshot.
    ///
    /// @param desk whose days count
    public static Figures read(Statements statements, ZoneId desk) {
        Map<String, Instant> beginnings = new HashMap<>();
        ZonedDateTime day = ZonedDateTime.now(desk).truncatedTo(ChronoUnit.DAYS);
        put(beginnings, "day", day);
        put(beginnings, "week", day.minusDays(6));
        put(beginnings, "month", day.minusDays(29));
        List<Slice> slices = new ArrayList<>();
        List<Figures> opened = statements.query(READ, beginnings, row -> {
            Slice slice = slice(row);
            if (slice != null) {
                slices.add(slice);
            }
            return new Figures(row.number("today"), row.number("week"), row.number("month"), List.of());
        });
        Figures days = opened.getFirst();
        return new Figures(days.today(), days.week(), days.month(), List.copyOf(slices));
    }

    private static void put(Map<String, Instant> beginnings, String name, ZonedDateTime day) {
        Instant beginning = day.toLocalDate().atStartOfDay(day.getZone()).toInstant();
        Instant midnight = beginning.truncatedTo(ChronoUnit.DAYS);
        beginnings.put(name, beginning);
        beginnings.put("after_" + name, midnight.equals(beginning) ? midnight : midnight.plus(Duration.ofDays(1)));
    }

    /// Folds what was appended into the totals, unless another replica is at it. Sums are the same before and after.
    public static void fold(Database database) {
        QUEUE.run(database);
    }

    private static @Nullable Slice slice(Row row) {
        if (row.isNull("status")) {
            return null;
        }
        return new Slice(
                TicketStatus.of(row.text("status")),
                Priority.of(row.text("priority")),
                SupportType.of(row.text("support_type")),
                row.flag("unassigned"),
                row.number("tickets"),
                row.number("responses"),
                row.number("response_seconds"),
                row.number("rated"),
                row.number("rating_sum"));
    }
}
