package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AnswerBudgetTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int LARGE = MEBIBYTE - 1;
    private static final int SMALL = 100 * 1024;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final AnswerBudget budget = new AnswerBudget(8 * MEBIBYTE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger inTheMaking = new AtomicInteger();

    @AfterEach
    void stop() {
        release.countDown();
        threads.close();
    }

    @Test
    void aSmallOneWaitsForNoLargeOne() {
        begin(20, LARGE);
        await().until(() -> inTheMaking.get() >= 6);

        assertThat(threads.submit(() -> budget.within(SMALL, () -> "made"))).succeedsWithin(SOON);
    }

    @Test
    void aLargeOneWaitsForNoSmallOne() {
        begin(100, SMALL);
        await().until(() -> inTheMaking.get() >= 20);

        assertThat(threads.submit(() -> budget.within(LARGE, () -> "made"))).succeedsWithin(SOON);
    }

    @Test
    void whoHasNotBegunWaitsForATimeOnlyAndLeavesNothingTaken() {
        List<Future<Integer>> made = begin(6, LARGE);
        await().until(() -> inTheMaking.get() == 6);

        assertThatThrownBy(() -> budget.within(LARGE, Duration.ofMillis(50), () -> "made"))
                .isInstanceOf(Problem.class);
        release.countDown();
        assertThat(made).allSatisfy(one -> assertThat(one.get()).isPositive());
        assertThat(budget.within(6L * MEBIBYTE - 1024, Duration.ofSeconds(10), () -> "made"))
                .isEqualTo("made");
    }

    @Test
    void noMoreAreInTheMakingThanHaveRoom() {
        List<Future<Integer>> made = begin(20, LARGE);
        await().until(() -> inTheMaking.get() >= 6);
        release.countDown();

        assertThat(made).allSatisfy(one -> assertThat(one.get()).isLessThanOrEqualTo(6));
    }

    @Test
    void oneThatIsLargerThanAllTheRoomIsMadeAlone() {
        List<Future<Integer>> made = begin(3, 100L * LARGE);
        await().until(() -> inTheMaking.get() >= 1);
        release.countDown();

        assertThat(made).allSatisfy(one -> assertThat(one.get()).isEqualTo(1));
    }

    /// @return how many were in the making with each of them, itself among them
    private List<Future<Integer>> begin(int count, long bytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> threads.submit(() -> budget.within(bytes, this::make)))
                .toList();
    }

    private int make() {
        int together = inTheMaking.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inTheMaking.decrementAndGet();
        }
        return together;
    }
}
