package com.smipay.support.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChoresTest {
    private static final Duration SOON = Duration.ofMillis(1);

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void everyChoreIsDoneWhateverBecomesOfTheOthers() throws Exception {
        try (Chores chores = new Chores(List.of(
                new Chore("away", SOON, () -> {
                    throw new DatabaseUnavailableException(new IOException("away"));
                }),
                new Chore("broken", SOON, () -> {
                    throw new IllegalStateException("broken");
                }),
                new Chore("out of memory", SOON, () -> {
                    throw new OutOfMemoryError("out of memory");
                }),
                new Chore("good", SOON, done::incrementAndGet)))) {
            chores.start();
            await().until(() -> done.get() >= 3);

            assertThat(chores.task().restarts()).isZero();
            assertThat(state(chores, "good").failures()).isZero();
            assertThat(state(chores, "out of memory").failures()).isPositive();
            assertThat(state(chores, "away").failures()).isPositive();
            assertThat(state(chores, "broken").failures()).isPositive();
            assertThat(state(chores, "broken").age())
                    .isGreaterThan(state(chores, "good").age());
        }
    }

    /// A statement that runs into its time costs seven seconds: tried with every round it would take nearly all there
    /// is from the others.
    @Test
    void oneThatAlwaysRunsIntoItsTimeStarvesNoOther() throws Exception {
        try (Chores chores = new Chores(List.of(
                new Chore("slow", SOON, () -> {
                    failed.incrementAndGet();
                    throw new DatabaseUnavailableException(new IOException("statement timeout"));
                }),
                new Chore("good", SOON, done::incrementAndGet)))) {
            chores.start();
            await().until(() -> done.get() >= 300);

            assertThat(failed).hasValueLessThan(10);
        }
    }

    @Test
    void aChoreThatIsDoneAgainHasFailedNoMore() throws Exception {
        try (Chores chores = new Chores(List.of(new Chore("shaky", SOON, () -> {
            if (failed.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            done.incrementAndGet();
        })))) {
            chores.start();
            await().until(() -> done.get() >= 2);

            assertThat(state(chores, "shaky").failures()).isZero();
            assertThat(state(chores, "shaky").late()).isFalse();
        }
    }

    @Test
    void closingDoesNotWaitForTheNextTimeAndNeedsNoStart() throws Exception {
        List<Chore> rare = List.of(new Chore("rare", Duration.ofHours(1), done::incrementAndGet));
        Chores never = new Chores(rare);
        never.close();
        Chores started = new Chores(rare);
        started.start();
        started.close();

        assertThat(done).hasValue(0);
    }

    /// A service that has none but rare ones would be degraded for good after two minutes.
    @Test
    void whoWaitsForARareChoreIsHeardOfBeforeItCountsAsStuck() throws Exception {
        try (Chores chores = new Chores(List.of(new Chore("rare", Duration.ofHours(1), done::incrementAndGet)))) {
            chores.start();
            await().until(() -> done.get() == 1);

            assertThat(chores.untilNext()).isLessThan(Chores.LONGEST_CHORE);
        }
    }

    private static Chores.State state(Chores chores, String name) {
        return Objects.requireNonNull(chores.states().get(name));
    }
}
