package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A row that somebody holds delays what is about it, and nothing else.
@Timeout(60)
final class RowTurnsTest {
    private static final int CROWD = 60;
    private static final int POOL = 4;

    @Test
    void aCrowdInFrontOfARowThatIsHeldLeavesThePoolToTheOthers() throws Exception {
        TestDatabase sql = TestPostgres.freshDatabase();
        sql.execute("create table shelf (id int primary key, n int); insert into shelf values (1, 0), (2, 0)");
        DatabaseSettings settings =
                new DatabaseSettings(sql.url(), sql.username(), sql.password(), POOL, Duration.ofSeconds(5));
        RowTurns turns = new RowTurns(settings);
        AtomicInteger refused = new AtomicInteger();
        try (Database database = new Database(settings);
                TestDatabase.Held held = sql.hold("select * from shelf where id = 1 for update");
                ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CROWD; i++) {
                crowd.execute(() -> {
                    try {
                        turns.take("1", () -> add(database, 1));
                    } catch (DatabaseUnavailableException e) {
                        refused.incrementAndGet();
                    }
                });
            }
            while (refused.get() < CROWD) {
                long began = System.nanoTime();
                assertThat(turns.take("2", () -> add(database, 2))).isEqualTo(1);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            }
            held.close();
            assertThat(turns.isHeld("1")).isTrue();
            assertThat(turns.take("1", () -> add(database, 1))).isEqualTo(1);
            assertThat(turns.isHeld("1")).isFalse();
        }
        assertThat(sql.number("select n from shelf where id = 1"))
                .as("what was refused is not stored")
                .isEqualTo(1);
    }

    @Test
    void whatIsHeldIsTriedByOneAtATimeAndTheOthersHearAtOnce() throws Exception {
        RowTurns turns = new RowTurns(Duration.ofSeconds(20), 1);
        assertThatThrownBy(() -> turns.take("1", RowTurnsTest::held)).isInstanceOf(DatabaseUnavailableException.class);
        CountDownLatch decided = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> trying = threads.submit(() -> turns.take("1", () -> {
                begun.countDown();
                return await(decided);
            }));
            begun.await();
            assertThatThrownBy(() -> turns.take("1", () -> "not asked"))
                    .isInstanceOf(DatabaseUnavailableException.class);
            assertThat(turns.take("2", () -> "another row")).isEqualTo("another row");
            decided.countDown();
            trying.get();
        }
        assertThat(turns.take("1", () -> "free again")).isEqualTo("free again");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String held() {
        throw new DatabaseUnavailableException(
                new IllegalStateException(), DatabaseUnavailableException.Cause.ROW_HELD);
    }

    private static long add(Database database, int id) {
        return database.update("update shelf set n = n + 1 where id = :id", Map.of("id", id));
    }
}
