package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.domain.Assignee;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.Analytics.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnalyticsTest {
    private static final Actor ADA = new Actor("a-1", "Ada", null, null);
    private final Database database = TicketDatabase.open(TicketDatabase.fresh());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEmptyDeskHasNoFigures() {
        Figures figures = Analytics.read(database, ZoneOffset.UTC);

        assertThat(figures.slices()).isEmpty();
        assertThat(figures.today()).isZero();
    }

    @Test
    void figuresFollowEveryChangeAndFoldingChangesNone() {
        Ticket first = open();
        open();
        change(first, held -> held.ticket().changeStatus(TicketStatus.RESOLVED, null, ADA, held.now()));
        change(first, held -> held.ticket().prioritize(Priority.URGENT, ADA, held.now()));
        Assignee ada = new Assignee("a-1", "Support", Assignee.Knowledge.UNKNOWN);
        change(first, held -> held.ticket().assign(ada, ADA, held.now()));
        ConversationReplica.rate(
                database,
                new RatingEvent.Rated(
                        first.submission().id(),
                        first.submission().number(),
                        1,
                        new Owner(null, "a@x.ng", null),
                        5,
                        null,
                        first.submission().createdAt(),
                        null));
        Figures appended = Analytics.read(database, ZoneOffset.UTC);

        Analytics.fold(database);
        Figures folded = Analytics.read(database, ZoneOffset.UTC);

        assertThat(appended.tickets(slice -> true)).isEqualTo(2);
        assertThat(appended.tickets(slice -> slice.status() == TicketStatus.PENDING && slice.unassigned()))
                .isEqualTo(1);
        assertThat(appended.tickets(slice -> slice.status() == TicketStatus.RESOLVED
                        && slice.priority() == Priority.URGENT
                        && !slice.unassigned()))
                .isEqualTo(1);
        assertThat(appended.slices().stream()
                        .mapToLong(Analytics.Slice::ratingSum)
                        .sum())
                .isEqualTo(5);
        assertThat(List.of(appended.today(), appended.week(), appended.month())).containsOnly(2L);
        assertThat(folded.slices()).containsExactlyInAnyOrderElementsOf(appended.slices());
        assertThat(folded.month()).isEqualTo(2);
        assertThat(database.queryOne("select count(*) as n from analytics_delta", Map.of(), row -> row.number("n")))
                .contains(0L);
    }

    /// `decisions.md` 60: what was opened after midnight in Lagos is new today there, though UTC still has
    /// yesterday.
    @Test
    void daysAreTheDesksWhereverThatIs() {
        open();
        Analytics.fold(database);
        for (ZoneId desk : List.of(ZoneId.of("Africa/Lagos"), ZoneOffset.ofHours(14), ZoneOffset.ofHours(-12))) {
            Instant midnight = LocalDate.now(desk).atStartOfDay(desk).toInstant();
            for (int minutes : new int[] {-1, 1}) {
                Instant opened = midnight.plus(Duration.ofMinutes(minutes));
                database.update("update ticket set created_at = :at", Map.of("at", opened));
                database.update(
                        "update opened_total set day = cast(cast(:at as timestamptz) at time zone 'UTC' as date)",
                        Map.of("at", opened));
                Figures figures = Analytics.read(database, desk);

                assertThat(figures.today()).as(desk + " " + minutes).isEqualTo(minutes > 0 ? 1 : 0);
                assertThat(figures.week()).isEqualTo(1);
            }
        }
    }

    @Test
    void daysAreUtcAndTodayIsTheLastOfThem() {
        database.update("""
                insert into opened_total (day, tickets)
                select cast(clock_timestamp() at time zone 'UTC' as date) - n, 1 from generate_series(0, 40) as n
                """, Map.of());

        Figures figures = Analytics.read(database, ZoneOffset.UTC);

        assertThat(figures.today()).isEqualTo(1);
        assertThat(figures.week()).isEqualTo(7);
        assertThat(figures.month()).isEqualTo(30);
    }

    @Test
    void figuresAreExactWhileManyOpenAndOthersFold() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> seen = threads.invokeAll(IntStream.range(0, 60)
                    .<Callable<Long>>mapToObj(i -> () -> {
                        if (i % 3 == 0) {
                            Analytics.fold(database);
                        } else {
                            open();
                        }
                        return Analytics.read(database, ZoneOffset.UTC).tickets(slice -> true);
                    })
                    .toList());
            for (Future<Long> total : seen) {
                assertThat(total.get()).isBetween(0L, 40L);
            }
        }

        assertThat(Analytics.read(database, ZoneOffset.UTC).tickets(slice -> true))
                .isEqualTo(40);
    }

    private Ticket open() {
        return Seed.open(database, "Some subject", "a@x.ng", null, SupportType.OTHER, Priority.LOW);
    }

    private void change(Ticket ticket, Function<Tickets.Held, Decision> decision) {
        database.transaction(transaction -> {
            Tickets.Held held = Tickets.lock(
                            transaction,
                            new TicketReference.ById(ticket.submission().id()))
                    .orElseThrow();
            return TicketChanges.save(transaction, held.ticket(), (Decision.Changed) decision.apply(held));
        });
    }
}
