package com.smipay.support.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweeperTest {
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void everyTaskRunsInEveryRoundWhateverBecomesOfTheOthers() throws Exception {
        try (Sweeper sweeper = new Sweeper(
                List.of(
                        () -> {
                            throw new DatabaseUnavailableException(new IOException("away"));
                        },
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        rounds::incrementAndGet),
                Duration.ofMillis(1))) {
            sweeper.start();
            await().until(() -> rounds.get() >= 3);
        }
    }

    @Test
    void closingDoesNotWaitForTheNextRoundAndNeedsNoStart() throws Exception {
        Sweeper never = new Sweeper(List.of(rounds::incrementAndGet));
        never.close();
        Sweeper started = new Sweeper(List.of(rounds::incrementAndGet));
        started.start();
        started.close();

        assertThat(rounds).hasValue(0);
    }
}
