package com.smipay.support.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final int MOST = 100;
    private static final Limit THREE_THEN_ONE_IN_TEN_SECONDS = Limit.perMinute(3, 6);

    private final TestTime time = new TestTime();
    private final Buckets<String> buckets = new Buckets<>(THREE_THEN_ONE_IN_TEN_SECONDS, MOST, time);

    private void drain(String key) {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take(key)).isEmpty();
        }
        assertThat(buckets.take(key)).isPresent();
    }

    @Test
    void capacityGoesThroughAtOnceAndTheRestWaitsForItsToken() {
        drain("a");

        assertThat(buckets.take("a")).hasValue(Duration.ofSeconds(10));
        time.pass(Duration.ofSeconds(4));
        assertThat(buckets.take("a")).hasValue(Duration.ofSeconds(6));
        time.pass(Duration.ofSeconds(6));
        assertThat(buckets.take("a")).isEmpty();
        assertThat(buckets.take("a")).isPresent();
    }

    @Test
    void aRefusalCostsNothing() {
        drain("a");
        for (int i = 0; i < 50; i++) {
            buckets.take("a");
        }
        time.pass(Duration.ofSeconds(10));

        assertThat(buckets.take("a")).isEmpty();
    }

    @Test
    void keysDoNotShareABucket() {
        drain("a");

        assertThat(buckets.take("b")).isEmpty();
    }

    @Test
    void whatIsGivenBackMayBeTakenAgainButNeverMoreThanTheCapacity() {
        drain("a");
        for (int i = 0; i < 20; i++) {
            buckets.giveBack("a");
        }

        drain("a");
    }

    @Test
    void inventedKeysDoNotGrowWhatIsKept() {
        for (int i = 0; i < 100_000; i++) {
            buckets.take("invented-" + i);
            assertThat(buckets.kept()).isLessThanOrEqualTo(MOST);
        }
    }

    @Test
    void whoKeepsCallingStaysLimitedWhileOthersInventKeys() {
        drain("a");
        for (int i = 0; i < 1_000; i++) {
            buckets.take("invented-" + i);
            assertThat(buckets.take("a")).as("after %d", i).isPresent();
        }
    }

    @Test
    void aBucketIsForgottenOnlyWhenItIsFullAgain() {
        drain("a");
        for (int second = 1; second < 10; second++) {
            time.pass(Duration.ofSeconds(1));
            buckets.take("b" + second);
            assertThat(buckets.take("a")).as("second %d", second).isPresent();
        }
        time.pass(Duration.ofSeconds(31));
        buckets.take("c");
        time.pass(Duration.ofSeconds(31));
        buckets.take("c");

        assertThat(buckets.kept()).as("c alone, once in each generation").isEqualTo(2);
        drain("a");
    }

    @Test
    void aPauseShorterThanFillingForgetsNothing() {
        time.pass(Duration.ofSeconds(29));
        drain("a");
        time.pass(Duration.ofSeconds(9));
        buckets.take("turns the page");

        assertThat(buckets.take("a")).hasValue(Duration.ofSeconds(1));
    }

    @Test
    void manyAtOnceGetNoMoreThanTheCapacity() throws Exception {
        Buckets<String> shared = new Buckets<>(Limit.perMinute(50, 1), MOST, TimeMeter.SYSTEM_NANOTIME);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                calls.add(threads.submit(() -> shared.take("a").isEmpty()));
            }
            long through = 0;
            for (Future<Boolean> call : calls) {
                through += call.get() ? 1 : 0;
            }
            assertThat(through).isEqualTo(50);
        }
    }

    @Test
    void manyThreadsThatInventKeysStayWithinTheBound() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String prefix = thread + "-";
                calls.add(threads.submit(() -> {
                    int most = 0;
                    for (int i = 0; i < 10_000; i++) {
                        buckets.take(prefix + i);
                        most = Math.max(most, buckets.kept());
                    }
                    return most;
                }));
            }
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isLessThanOrEqualTo(MOST + 2 * 8);
            }
        }
    }

    @Test
    void aLimitThatLetsNothingThroughIsNone() {
        assertThatThrownBy(() -> Limit.perMinute(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limit.perMinute(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limit(1, 1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
