package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
    @ParameterizedTest
    @CsvSource({"1, 200", "2, 400", "3, 800", "6, 6400", "7, 10000", "1000000, 10000"})
    void theWaitDoublesUpToTheMost(int failures, long milliseconds) {
        assertThat(Backoff.USUAL.after(failures)).isEqualTo(Duration.ofMillis(milliseconds));
    }
}
