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
        BackgroundTask task = new BackgroundTask("test", Duration.ofSeconds(30), self -> {
            switch (lives.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("a fault of one moment");
                case 2 -> throw new OutOfMemoryError("one that a stranger's bytes asked for");
                default -> closing.await();
            }
        });
        task.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> lives.get() == 3);
        assertThat(task.restarts()).isEqualTo(2);
        closing.countDown();
        task.join();
        assertThat(lives).hasValue(3);
    }

    @Test
    void oneThatIsNotHeardOfCountsAsStuckUntilItIs() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        BackgroundTask task = new BackgroundTask("test", Duration.ofMillis(100), self -> closing.await());
        assertThat(task.isStuck()).as("nothing is expected before its start").isFalse();
        task.start();
        await().until(task::isStuck);
        assertThat(task.age()).isGreaterThan(Duration.ofMillis(100));
        task.beat();
        assertThat(task.isStuck()).isFalse();
        await().until(task::isStuck);
        closing.countDown();
        task.join();
        assertThat(task.isStuck()).as("nothing is expected after its end").isFalse();
    }
}
