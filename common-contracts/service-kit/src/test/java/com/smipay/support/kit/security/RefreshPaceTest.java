package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshPaceTest {
    @Test
    void pauseGrowsWithFailuresUpToItsBound() {
        RefreshPace pace = RefreshPace.STANDARD;
        assertThat(List.of(0, 1, 2, 3, 5, 6, 1000))
                .extracting(pace::after)
                .extracting(Duration::toSeconds)
                .containsExactly(300L, 1L, 2L, 4L, 16L, 30L, 30L);
    }
}
