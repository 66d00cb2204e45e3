package com.smipay.support.ticket.api;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.store.Analytics.Figures;
import com.smipay.support.ticket.store.Analytics.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Figures about all tickets (`admin-api.md`, Analytics).
record AnalyticsAnswer(
        Overview overview,
        Activity activity,
        Performance performance,
        Map<String, Long> byStatus,
        Map<String, Long> byPriority,
        Map<String, Long> byType) {

    /// What is open, here and in the list's `status=open` (`decisions.md` 60).
    static final Set<TicketStatus> OPEN =
            Set.of(TicketStatus.PENDING, TicketStatus.IN_PROGRESS, TicketStatus.ESCALATED);

    /// @param open pending, in progress and escalated
    /// @param unassigned open with nobody assigned
    record Overview(
            long totalTickets,
            long open,
            long pending,
            long inProgress,
            long escalated,
            long waitingUser,
            long resolved,
            long closed,
            long unassigned) {}

    record Activity(long newToday, long newThisWeek, long newThisMonth) {}

    /// Averages are null while there is nothing to average.
    record Performance(
            @Nullable Double avgResponseTimeSeconds,
            @Nullable Double avgSatisfactionRating,
            long totalRated) {}

    static AnalyticsAnswer of(Figures figures) {
        return new AnalyticsAnswer(
                overview(figures),
                new Activity(figures.today(), figures.week(), figures.month()),
                performance(figures),
                count(figures, TicketStatus.values(), TicketStatus::wire, (slice, v) -> slice.status() == v),
                count(figures, Priority.values(), Priority::wire, (slice, v) -> slice.priority() == v),
                count(figures, SupportType.values(), SupportType::wire, (slice, v) -> slice.supportType() == v));
    }

    private static Overview overview(Figures figures) {
        return new Overview(
                figures.tickets(slice -> true),
                figures.tickets(slice -> OPEN.contains(slice.status())),
                of(figures, TicketStatus.PENDING),
                of(figures, TicketStatus.IN_PROGRESS),
                of(figures, TicketStatus.ESCALATED),
                of(figures, TicketStatus.WAITING_USER),
                of(figures, TicketStatus.RESOLVED),
                of(figures, TicketStatus.CLOSED),
                figures.tickets(slice -> OPEN.contains(slice.status()) && slice.unassigned()));
    }

    private static long of(Figures figures, TicketStatus status) {
        return figures.tickets(slice -> slice.status() == status);
    }

    private static Performance performance(Figures figures) {
        long rated = sum(figures, Slice::rated);
        return new Performance(
                average(sum(figures, Slice::responseSeconds), sum(figures, Slice::responses)),
                average(sum(figures, Slice::ratingSum), rated),
                rated);
    }

    private static long sum(Figures figures, ToLongFunction<Slice> figure) {
        return figures.slices().stream().mapToLong(figure).sum();
    }

    /// Two decimals.
    private static @Nullable Double average(long sum, long count) {
        return count == 0 ? null : Math.round(sum * 100.0 / count) / 100.0;
    }

    /// Every word is there, whether any ticket has it or not.
    private static <E> Map<String, Long> count(
            Figures figures, E[] values, Function<E, String> word, BiPredicate<Slice, E> has) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (E value : values) {
            counts.put(word.apply(value), figures.tickets(slice -> has.test(slice, value)));
        }
        return counts;
    }
}
