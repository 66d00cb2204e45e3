package com.smipay.support.kit.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// On real PostgreSQL, as two replicas.
class NoncesTest {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase sql;

    @SuppressWarnings("NullAway.Init")
    private static Database one;

    @SuppressWarnings("NullAway.Init")
    private static Database other;

    @BeforeAll
    static void open() {
        sql = TestPostgres.freshDatabase();
        one = database();
        Migrations.apply(one);
        other = database();
    }

    @AfterAll
    static void close() {
        one.close();
        other.close();
    }

    private static Database database() {
        return new Database(new DatabaseSettings(sql.url(), sql.username(), sql.password(), 8, Duration.ofSeconds(5)));
    }

    @Test
    void whatOneReplicaNotedTheOtherKnows() {
        assertThat(new Nonces(one).firstUse("shared")).isTrue();
        assertThat(new Nonces(other).firstUse("shared")).isFalse();
        assertThat(new Nonces(one).firstUse("shared")).isFalse();
        assertThat(new Nonces(other).firstUse("Shared")).isTrue();
    }

    @Test
    void ofManyAtOnceOnAllReplicasOneIsTheFirst() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> uses = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Nonces replica = new Nonces(i % 2 == 0 ? one : other);
                uses.add(threads.submit(() -> replica.firstUse("raced")));
            }
            int firsts = 0;
            for (Future<Boolean> use : uses) {
                firsts += use.get() ? 1 : 0;
            }
            assertThat(firsts).isEqualTo(1);
        }
    }

    /// As one statement it would run into its time once there are too many, each time.
    @Test
    void manyOldNoncesAreForgottenInPortions() {
        sql.refuseDeletesOfMoreThan(1_000, "request_nonce");
        sql.execute("""
                insert into request_nonce (nonce, noted_at)
                select 'old-' || n, now() - interval '1 hour' from generate_series(1, 2500) as n
                """);

        new Nonces(one).forgetOld();

        assertThat(sql.number("select count(*) from request_nonce where nonce like 'old-%'"))
                .isZero();
    }

    @Test
    void aNonceIsKeptForAsLongAsItsTimestampMayCount() {
        Nonces nonces = new Nonces(one);
        nonces.firstUse("may-count");
        nonces.firstUse("can-not-count");
        sql.execute(
                "update request_nonce set noted_at = now() - interval '10 minutes 30 seconds' where nonce = 'may-count'");
        sql.execute(
                "update request_nonce set noted_at = now() - interval '15 minutes 1 second' where nonce = 'can-not-count'");

        new Nonces(other).forgetOld();

        assertThat(nonces.firstUse("may-count")).isFalse();
        assertThat(sql.number("select count(*) from request_nonce where nonce = 'can-not-count'"))
                .isZero();
    }
}
