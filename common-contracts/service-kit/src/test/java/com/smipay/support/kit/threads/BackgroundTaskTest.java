package com.smipay.support.kit.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {
    @Test
    void whateverEndsItBeginsAgainAndIsCounted() throws Exception {
        AtomicInteger lives = new AtomicInteger();
        CountDownLatch closing = new CountDownLatch(1);
        BackgroundTask duty = new BackgroundTask("test", Duration.ofSeconds(30), self -> {
            switch (lives.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("a fault of one moment");
                case 2 -> throw new OutOfMemoryError("one that a stranger's bytes asked for");
                default -> closing.await();
            }
        });
        duty.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> lives.get() == 3);
        assertThat(duty.restarts()).isEqualTo(2);
        closing.countDown();
        duty.join();
        assertThat(lives).hasValue(3);
    }

    @Test
    void oneThatIsNotHeardOfCountsAsStuckUntilItIs() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        BackgroundTask duty = new BackgroundTask("test", Duration.ofMillis(100), self -> closing.await());
        assertThat(duty.isStuck()).as("nothing is expected before its start").isFalse();
        duty.start();
        await().until(duty::isStuck);
        assertThat(duty.age()).isGreaterThan(Duration.ofMillis(100));
        duty.beat();
        assertThat(duty.isStuck()).isFalse();
        await().until(duty::isStuck);
        closing.countDown();
        duty.join();
        assertThat(duty.isStuck()).as("nothing is expected after its end").isFalse();
    }
}
