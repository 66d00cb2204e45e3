package com.smipay.support.realtime.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KnocksTest {
    @Test
    void someInAMinuteAreTakenAndOneMoreIsNot() {
        AtomicLong clock = new AtomicLong(-5);
        Knocks knocks = new Knocks(clock::get);
        for (int i = 0; i < 30; i++) {
            assertThat(knocks.another()).isTrue();
        }
        assertThat(knocks.another()).isFalse();

        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(knocks.another()).as("an app that asks for days").isTrue();
    }
}
