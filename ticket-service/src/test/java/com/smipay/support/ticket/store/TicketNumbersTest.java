package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.TicketDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `decisions.md` 6.
class TicketNumbersTest {
    private final Database database = TicketDatabase.open(TicketDatabase.fresh());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void numbersAreGivenByTheUtcYear() {
        assertThat(next("2026-12-31T23:59:59.999Z")).isEqualTo("SMI-2026-000001");
        assertThat(next("2026-01-01T00:00:00Z")).isEqualTo("SMI-2026-000002");
        assertThat(next("2027-01-01T00:00:00Z")).isEqualTo("SMI-2027-000001");
    }

    @Test
    void aYearThatNeedsMoreDigitsGetsThem() {
        next("2026-02-24T10:30:00Z");
        database.query("select setval('ticket_number_2026', 999998) as n", Map.of(), row -> row.number("n"));

        assertThat(next("2026-02-24T10:30:00Z")).isEqualTo("SMI-2026-999999");
        assertThat(next("2026-02-24T10:30:00Z")).isEqualTo("SMI-2026-1000000");
    }

    @Test
    void theFirstOnesOfAYearAtOnceGetDifferentNumbers() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> numbers = threads.invokeAll(IntStream.range(0, 30)
                    .<Callable<String>>mapToObj(i -> () -> next("2031-02-24T10:30:00Z"))
                    .toList());

            assertThat(numbers).extracting(Future::get).doesNotHaveDuplicates();
        }
    }

    /// Two transactions that both took a number and have not ended: neither waits for the other.
    @Test
    void nobodyWaitsForAnOpeningThatIsUnderWay() {
        TicketNumbers.makeAhead(database);
        String now = Instant.now().toString();
        String first = database.transaction(one -> {
            String number = one.queryOne(
                            "select next_ticket_number('SMI', cast(:at as timestamptz)) as number",
                            Map.of("at", now),
                            row -> row.text("number"))
                    .orElseThrow();
            String other = Thread.currentThread().isInterrupted() ? "" : fromAnotherThread(now);
            assertThat(other).isNotEqualTo(number);
            return number;
        });

        assertThat(first).startsWith("SMI-");
    }

    @Test
    void theComingYearsSequenceIsMadeAhead() {
        TicketNumbers.makeAhead(database);
        TicketNumbers.makeAhead(database);

        int year = java.time.Year.now(java.time.ZoneOffset.UTC).getValue();
        assertThat(exists(year)).isTrue();
        assertThat(exists(year + 1)).isTrue();
    }

    private String fromAnotherThread(String at) {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(() -> next(at)).get(10, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean exists(int year) {
        return database.queryOne(
                        "select to_regclass(:name) is not null as found",
                        Map.of("name", "ticket_number_" + year),
                        row -> row.flag("found"))
                .orElseThrow();
    }

    private String next(String at) {
        return database.queryOne(
                        "select next_ticket_number('SMI', cast(:at as timestamptz)) as number",
                        Map.of("at", at),
                        row -> row.text("number"))
                .orElseThrow();
    }
}
