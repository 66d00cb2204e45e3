package com.smipay.support.realtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NamespaceAttemptsTest {
    @Test
    void someInAMinuteAreTakenAndOneMoreIsNot() {
        AtomicLong clock = new AtomicLong(-5);
        NamespaceAttempts attempts = new NamespaceAttempts(clock::get);
        for (int i = 0; i < 30; i++) {
            assertThat(attempts.another()).isTrue();
        }
        assertThat(attempts.another()).isFalse();

        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(attempts.another()).as("an app that asks for days").isTrue();
    }
}
