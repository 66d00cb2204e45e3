package com.smipay.support.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What begins with a restore, in the database of any service.
class EpochTest {
    private final TestDatabase sql = TestPostgres.freshDatabase("epoch", fresh -> {
        try (Database database = OutboxFixture.open(fresh)) {
            Migrations.apply(database);
        }
    });

    @Test
    void untilThenVersionsAreWhatTheyWere() {
        assertThat(sql.number("select number from epoch")).isZero();
        assertThat(sql.number("select first_version()")).isEqualTo(1);
        assertThat(sql.number("select version_in_epoch(7)")).isEqualTo(7);
    }

    @Test
    void everyVersionOfALaterEpochIsGreaterAndKeepsItsCount() {
        long before = Instant.now().getEpochSecond();
        long first = sql.number("select next_epoch()");
        long firstVersion = sql.number("select version_in_epoch(7)");
        long second = sql.number("select next_epoch()");

        assertThat(first).isBetween(before, before + 600);
        assertThat(second).as("even in the same second").isGreaterThan(first);
        assertThat(firstVersion).isEqualTo(first * 1_000_000 + 7);
        assertThat(sql.number("select version_in_epoch(" + firstVersion + ")")).isEqualTo(second * 1_000_000 + 7);
        assertThat(sql.number("select first_version()")).isEqualTo(second * 1_000_000 + 1);
        assertThat(second * 1_000_000).as("a number that JavaScript holds").isLessThan(1L << 53);
    }

    /// A dump that knows nothing of the epoch that was begun after it.
    @Test
    void anEpochThatADumpHasForgottenIsNotGivenAgain() {
        long first = sql.number("select next_epoch()");
        sql.execute("update epoch set number = 0");

        assertThat(sql.number("select next_epoch()")).isGreaterThanOrEqualTo(first);
        sql.execute("update epoch set number = number + 1000");
        assertThat(sql.number("select next_epoch()")).isGreaterThan(first + 1000);
    }

    @Test
    void whatTheDumpHadYetToPublishAndToTellAgainIsGone() {
        sql.execute("insert into outbox (topic, event_id, type, source, subject, time, data)"
                + " values ('t', gen_random_uuid(), 'x', '/x', 's', now(), '{}');"
                + "insert into to_restate (id) values (gen_random_uuid())");

        sql.number("select next_epoch()");

        assertThat(sql.number("select count(*) from outbox")).isZero();
        assertThat(sql.number("select count(*) from to_restate")).isZero();
    }

    @Test
    void aServiceThatRunsIsInTheWay() {
        try (Database running = OutboxFixture.open(sql)) {
            assertThat(running.answers()).isTrue();

            assertThatThrownBy(() -> sql.number("select next_epoch()"))
                    .rootCause()
                    .hasMessageContaining("the service still runs on this database");
        }
        assertThat(sql.number("select number from epoch")).isZero();
    }

    @Test
    void statesAreToldInPortionsTheFirstOnesFirst() {
        fill(Restatement.PORTION + 1);
        List<Integer> portions = new ArrayList<>();
        AtomicInteger woken = new AtomicInteger();
        try (Database database = OutboxFixture.open(sql)) {
            UUID first = first(database);
            Restatement restatement = new Restatement(
                    database,
                    () -> true,
                    (transaction, ids) -> {
                        portions.add(ids.size());
                        assertThat(ids.contains(first)).isEqualTo(portions.size() == 1);
                    },
                    woken::incrementAndGet);
            for (int i = 0; i < 3; i++) {
                restatement.tellSome();
            }
        }

        assertThat(portions).containsExactly(Restatement.PORTION, 1);
        assertThat(woken).hasValue(2);
        assertThat(sql.number("select count(*) from to_restate")).isZero();
    }

    @Test
    void nothingIsToldBeforeTheServiceHasCaughtUpNorWhileTheRelayIsBehind() {
        fill(1);
        sql.execute("insert into outbox (topic, event_id, type, source, subject, time, data)"
                + " select 't', gen_random_uuid(), 'x', '/x', 's', now(), '{}' from generate_series(1, 1000)");
        AtomicBoolean caughtUp = new AtomicBoolean();
        List<UUID> told = new ArrayList<>();
        try (Database database = OutboxFixture.open(sql)) {
            Restatement restatement =
                    new Restatement(database, caughtUp::get, (transaction, ids) -> told.addAll(ids), () -> {});
            restatement.tellSome();
            caughtUp.set(true);
            restatement.tellSome();
            assertThat(told).isEmpty();

            sql.execute("delete from outbox");
            restatement.tellSome();
            assertThat(told).hasSize(1);
        }
    }

    /// Whoever is told nothing because it failed is told later.
    @Test
    void aTellingThatFailsTakesNothing() {
        fill(1);
        try (Database database = OutboxFixture.open(sql)) {
            Restatement restatement = new Restatement(
                    database,
                    () -> true,
                    (transaction, ids) -> {
                        throw new IllegalStateException("no");
                    },
                    () -> {});

            assertThatThrownBy(restatement::tellSome).isInstanceOf(IllegalStateException.class);
        }
        assertThat(sql.number("select count(*) from to_restate")).isEqualTo(1);
    }

    private void fill(int count) {
        sql.execute("insert into to_restate (id) select gen_random_uuid() from generate_series(1, " + count + ")");
    }

    private static UUID first(Database database) {
        return database.queryOne("select id from to_restate order by place limit 1", Map.of(), row -> row.uuid("id"))
                .orElseThrow();
    }
}
