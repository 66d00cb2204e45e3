package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing in the database takes for ever, and what was given up is never done later.
@Timeout(60)
final class BoundedInTimeTest {
    private static final Duration LOCK = Duration.ofMillis(200);
    private static final Duration STATEMENT = Duration.ofMillis(600);
    private static final int POOL = 4;

    private final TestDatabase sql = TestPostgres.freshDatabase();
    private Database database;

    @BeforeEach
    void start() {
        sql.execute("""
                create table shelf (id int primary key, n int not null);
                insert into shelf values (1, 0), (2, 0)""");
        database = new Database(new DatabaseSettings(
                sql.url(),
                sql.username(),
                sql.password(),
                POOL,
                Duration.ofSeconds(2),
                new DatabaseTimeouts(
                        LOCK,
                        STATEMENT,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2))));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void aRowThatSomebodyHoldsIsGivenUpSoonAndNothingIsStoredLater() throws Exception {
        try (TestDatabase.Held held = sql.hold("select * from shelf where id = 1 for update")) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> add(1))
                    .asInstanceOf(type(DatabaseUnavailableException.class))
                    .matches(DatabaseUnavailableException::isRowHeld);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(LOCK);
            add(2);
        }
        assertThat(numberOf(1)).isZero();
        assertThat(numberOf(2)).isEqualTo(1);
    }

    @Test
    void aStatementThatRunsTooLongIsStoppedByTheServerAndStoresNothing() throws Exception {
        assertThatThrownBy(() ->
                        database.update("insert into shelf select 9, 0 from (select pg_sleep(1.2)) as slow", Map.of()))
                .isInstanceOf(DatabaseUnavailableException.class);
        await().until(() -> sql.number("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and state = 'active' and query like 'insert into shelf%'
                        """) == 0);
        assertThat(sql.number("select count(*) from shelf where id = 9")).isZero();
        assertThat(database.answers()).isTrue();
    }

    @Test
    void aTransactionOfAFrozenClientLosesItsRows() throws Exception {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch thawed = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> frozen = threads.submit(() -> database.transaction(tx -> {
                tx.update("update shelf set n = 100 where id = 1", Map.of());
                holding.countDown();
                awaitThaw(thawed);
                return tx.update("update shelf set n = 200 where id = 2", Map.of());
            }));
            try {
                holding.await();
                await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> add(1) == 1);
            } finally {
                thawed.countDown();
            }
            assertThatThrownBy(frozen::get).hasCauseInstanceOf(DatabaseUnavailableException.class);
        }
        assertThat(numberOf(1)).isEqualTo(1);
        assertThat(numberOf(2)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "55P03", "57014", "57P01", "57P03", "40001", "40P01", "25006", "53300", "53100", "08006", "25P03",
                "0A000", "42P01", "42703", "42883"
            })
    void whatPassesIsNoVerdict(String state) {
        assertThatThrownBy(() -> fail(state)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "42601", "P0001"})
    void whatDoesNotPassIsOne(String state) {
        assertThatThrownBy(() -> fail(state)).isNotInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void afterAFailoverWritesAnswerAgainAndReadinessHasSaidNo() throws Exception {
        assertThat(database.standing().writable()).isTrue();
        turnReadOnly();
        assertThat(database.answers()).isTrue();

        assertThatThrownBy(() -> add(1)).isInstanceOf(DatabaseUnavailableException.class);
        // Every other connection is gone with the one that said it.
        for (int i = 0; i < 2 * POOL; i++) {
            assertThat(add(1)).isEqualTo(1);
        }
        assertThat(numberOf(1)).isEqualTo(2L * POOL);
    }

    @Test
    void aLookAtReadinessDropsReadOnlyConnectionsToo() throws Exception {
        turnReadOnly();
        DatabaseStanding standing = database.standing();
        assertThat(standing.answers()).isTrue();
        assertThat(standing.writable()).isFalse();
        await().atMost(Duration.ofSeconds(5)).until(() -> database.standing().writable());
        assertThat(add(1)).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsAStandbyIsNoDatabase() {
        sql.execute("alter database " + sql.url().substring(sql.url().lastIndexOf('/') + 1)
                + " set default_transaction_read_only = on");
        database.close();
        database = new Database(
                new DatabaseSettings(sql.url(), sql.username(), sql.password(), 2, Duration.ofMillis(500)));
        assertThat(database.standing().writable()).isFalse();
        assertThatThrownBy(() -> Migrations.apply(database)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void migrationsTakeTheirTimeAndEverybodyElseKeepsTheProductsTimeouts() {
        sql.execute("drop table shelf");
        String name = sql.url().substring(sql.url().lastIndexOf('/') + 1);
        sql.execute("alter database " + name + " set statement_timeout = '1ms'");

        Migrations.apply(database);

        assertThat(database.standing().timeouts())
                .containsEntry("lock", "200ms")
                .containsEntry("statement", "600ms")
                .containsEntry("idle-in-transaction", "500ms")
                .containsEntry("socket", "2s");
    }

    @Test
    void timeoutsThatWouldLeaveAStatementBehindAreRefused() {
        assertThatThrownBy(() -> new DatabaseTimeouts(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(8),
                        Duration.ZERO,
                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Every connection of the pool, as if their server had become a standby.
    private void turnReadOnly() throws Exception {
        CyclicBarrier all = new CyclicBarrier(POOL);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> turned = new ArrayList<>();
            for (int i = 0; i < POOL; i++) {
                turned.add(threads.submit(() -> database.transaction(tx -> {
                    meet(all);
                    return tx.update("set session characteristics as transaction read only", Map.of());
                })));
            }
            for (Future<?> each : turned) {
                each.get();
            }
        }
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitThaw(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(String state) {
        database.update("do $$ begin raise exception using errcode = '" + state + "'; end $$", Map.of());
    }

    private long add(int id) {
        return database.update("update shelf set n = n + 1 where id = :id", Map.of("id", id));
    }

    private long numberOf(int id) {
        return sql.number("select n from shelf where id = " + id);
    }
}
