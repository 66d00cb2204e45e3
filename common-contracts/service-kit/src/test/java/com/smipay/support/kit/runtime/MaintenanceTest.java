package com.smipay.support.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MaintenanceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void everyTaskRunsInEveryRoundWhateverBecomesOfTheOthers() throws Exception {
        try (Maintenance maintenance = new Maintenance("maintenance", Duration.ofMillis(1), LONG)
                .always(() -> {
                    throw new DatabaseUnavailableException(new IOException("away"));
                })
                .always(() -> {
                    throw new IllegalStateException("broken");
                })
                .always(rounds::incrementAndGet)) {
            maintenance.start();
            await().until(() -> rounds.get() >= 3);
        }
    }

    @Test
    void aRareTaskRunsInTheFirstRoundAndThenInOneOfSoMany() throws Exception {
        AtomicInteger rare = new AtomicInteger();
        try (Maintenance maintenance = new Maintenance("maintenance", Duration.ofMillis(1), LONG)
                .every(3, rare::incrementAndGet)
                .always(rounds::incrementAndGet)) {
            maintenance.start();
            await().until(() -> rounds.get() >= 7);
        }

        assertThat(rare).hasValue((rounds.get() + 2) / 3);
    }

    @Test
    void closingDoesNotWaitForTheNextRoundAndNeedsNoStart() throws Exception {
        Maintenance never = Maintenance.sweeper(List.of(rounds::incrementAndGet));
        never.close();
        Maintenance started = Maintenance.sweeper(List.of(rounds::incrementAndGet));
        started.start();
        started.close();

        assertThat(rounds).hasValue(0);
    }
}
