package com.smipay.support.kit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An effect and the memory of its answer live and die together, on real PostgreSQL.
@Timeout(60)
final class IdempotentExecutorTest {
    private static final String COMMITTING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and state = 'active' and wait_event = 'PgSleep'
            """;

    private static final long PLENTY = Long.MAX_VALUE;
    private static final String ERASED = "{\"id\":\"SMI-2026-000007\"}";

    private final TestDatabase sql = TestPostgres.freshDatabase("once", fresh -> {
        try (Database database = open(fresh)) {
            Migrations.apply(database);
        }
        fresh.execute("create table effect (id bigint generated always as identity)");
    });
    private Database database;

    @BeforeEach
    void start() {
        database = open(sql);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static Database open(TestDatabase sql) {
        return new Database(new DatabaseSettings(sql.url(), sql.username(), sql.password(), 10, Duration.ofSeconds(5)));
    }

    private static Optional<IdempotencyKey> key(String body) {
        return Optional.of(new IdempotencyKey(
                "user:u-1",
                "/tickets",
                "key-1",
                IdempotencyKey.sha256(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    private static long effect(Statements tx) {
        return tx.queryOne("insert into effect default values returning id", Map.of(), row -> row.number("id"))
                .orElseThrow();
    }

    private static Outcome<Long, String> once(Database database, Function<Statements, Long> effect) {
        return once(database, "body", tx -> Result.accepted(effect.apply(tx), Optional.empty()));
    }

    private static Outcome<Long, String> once(
            Database database, String body, Function<Statements, Result<Long, String>> decision) {
        return new IdempotentExecutor(database)
                .execute(new IdempotentRequest<>(key(body), 201, id -> Map.of("id", id)), decision);
    }

    private long effects() {
        return sql.number("select count(*) from effect");
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndHasNoEffect() {
        assertThat(once(database, IdempotentExecutorTest::effect)).isEqualTo(new Outcome.Executed<>(1L, List.of()));
        assertThat(once(database, IdempotentExecutorTest::effect))
                .isEqualTo(new Outcome.Replayed<Long, String>(201, "{\"id\":1}"));
        assertThat(effects()).isEqualTo(1);
        assertThatThrownBy(() -> once(database, "another body", tx -> Result.accepted(effect(tx), Optional.empty())))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED"));
    }

    @Test
    void whatIsRefusedHasNoEffectAndLeavesTheKeyFree() {
        assertThat(once(database, "body", tx -> {
                    effect(tx);
                    return Result.refused("not today");
                }))
                .isEqualTo(Outcome.refused("not today"));
        assertThat(effects()).isZero();
        assertThat(once(database, "another body", tx -> Result.accepted(effect(tx), Optional.empty())))
                .isInstanceOf(Outcome.Executed.class);
        assertThat(effects()).isEqualTo(1);
    }

    /// Whoever crashes in between makes the effect again, which the peer knows to be the same.
    @Test
    void whatAPeerMakesIsRememberedHereOnceItIsConcluded() {
        IdempotentExecutor executor = new IdempotentExecutor(database);
        IdempotencyKey key = key("body").orElseThrow();
        IdempotentRequest<Long> request = new IdempotentRequest<>(key("body"), 201, id -> Map.of("id", id));

        assertThat(executor.<Long, String>reserveUnlessConcluded(key)).isEmpty();
        assertThat(executor.<Long, String>reserveUnlessConcluded(key)).isEmpty();
        assertThatThrownBy(() ->
                        executor.reserveUnlessConcluded(key("another body").orElseThrow()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED"));

        executor.conclude(key, request, 7L);
        executor.conclude(key, request, 8L);

        assertThat(executor.<Long, String>reserveUnlessConcluded(key))
                .contains(new Outcome.Replayed<>(201, "{\"id\":7}"));
        executor.release(key);
        assertThat(executor.<Long, String>reserveUnlessConcluded(key))
                .as("what is concluded is not released")
                .isPresent();
    }

    @Test
    void whatIsRefusedWithoutAKeyHasNoEffectEither() {
        assertThat(new IdempotentExecutor(database).execute(IdempotentRequest.<Long>unkeyed(), tx -> {
                    effect(tx);
                    return Result.<Long, String>refused("not today");
                }))
                .isEqualTo(Outcome.refused("not today"));
        assertThat(effects()).isZero();
    }

    @Test
    void aCrashBetweenTheEffectAndItsAnswerUndoesTheEffectAndFreesTheKey() throws Exception {
        try (CuttableLine line = new CuttableLine(sql.port());
                Database dying = open(sql.through(line.host(), line.port()))) {
            assertThatThrownBy(() -> once(dying, tx -> {
                        long id = effect(tx);
                        line.cut();
                        return id;
                    }))
                    .isInstanceOf(DatabaseUnavailableException.class);
        }
        assertThat(effects()).isZero();
        assertThat(once(database, IdempotentExecutorTest::effect)).isInstanceOf(Outcome.Executed.class);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsLookedUp() throws Exception {
        assertThat(losingTheAnswer(dying -> once(dying, IdempotentExecutorTest::effect)))
                .isEqualTo(new Outcome.Replayed<Long, String>(201, "{\"id\":1}"));
        assertThat(effects()).isEqualTo(1);
    }

    /// ADR 0049, What a 503 cannot say.
    @Test
    void withoutAKeyNobodyKnowsWhatBecameOfACommitWhoseAnswerIsLost() {
        assertThatThrownBy(() -> losingTheAnswer(dying -> new IdempotentExecutor(dying)
                        .execute(IdempotentRequest.unkeyed(), tx -> Result.accepted(effect(tx), Optional.empty()))))
                .cause()
                .isInstanceOfSatisfying(
                        DatabaseUnavailableException.class,
                        failure -> assertThat(failure.isOutcomeUnknown()).isTrue());
        assertThat(effects()).isEqualTo(1);
    }

    /// The commit takes until it is let go, and meanwhile the line begins to lose answers.
    private Outcome<Long, String> losingTheAnswer(Function<Database, Outcome<Long, String>> call) throws Exception {
        sql.execute("""
                create table let_go (at timestamptz);
                create function slowly() returns trigger language plpgsql as
                $$ begin while not exists (select from let_go) loop perform pg_sleep(0.01); end loop; return null; end $$;
                create constraint trigger slow after insert on effect deferrable initially deferred
                for each row execute function slowly()""");
        try (CuttableLine line = new CuttableLine(sql.port());
                Database dying = open(sql.through(line.host(), line.port()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome<Long, String>> running = threads.submit(() -> call.apply(dying));
            await().until(() -> sql.number(COMMITTING) == 1);
            line.loseAnswers();
            sql.execute("insert into let_go values (now())");
            await().until(() -> line.losses() > 0);
            line.mend();
            return running.get();
        }
    }

    @Test
    void ofManyAtOnceOneHasTheEffect() throws Exception {
        List<Future<Outcome<Long, String>>> running = new ArrayList<>();
        int fresh = 0;
        int inProgress = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                running.add(threads.submit(() -> once(database, IdempotentExecutorTest::effect)));
            }
            for (Future<Outcome<Long, String>> each : running) {
                try {
                    fresh += each.get() instanceof Outcome.Executed<Long, String> ? 1 : 0;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.code()).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
                        assertThat(problem.retryAfterSeconds()).isPositive();
                    });
                    inProgress++;
                }
            }
        }
        assertThat(fresh).isEqualTo(1);
        assertThat(inProgress).isLessThan(40);
        assertThat(effects()).isEqualTo(1);
    }

    /// As one statement it would run into its time once there are too many, each time.
    @Test
    void manyOldAnswersAreForgottenInPortions() {
        sql.refuseDeletesOfMoreThan(1_000, "idempotency");
        sql.execute(answers(2_500, "{}", "25 hours"));
        sql.execute(answers(1, "{}", "23 hours"));

        new IdempotentExecutor(database).forgetOld();

        assertThat(sql.number("select count(*) from idempotency")).isEqualTo(1);
    }

    /// As many as a busy hour has: they are looked at by number, not by the hour.
    @Test
    void answersThatNameSomethingErasedAreForgottenInPortions() {
        sql.refuseDeletesOfMoreThan(5_000, "idempotency");
        sql.execute(answers(12_000, ERASED, "1 minute"));
        sql.execute(answers(1, "{\"id\":\"SMI-2026-000008\"}", "2 minutes"));
        sql.execute("insert into answer_to_forget (name) values ('SMI-2026-000007')");

        new IdempotentExecutor(database).forgetNamed();

        assertThat(sql.number("select count(*) from idempotency")).isEqualTo(1);
        assertThat(sql.number("select count(*) from answer_to_forget")).isZero();
    }

    @Test
    void whatATurnHasNoTimeForIsLeftToTheNext() {
        sql.execute(answers(5, ERASED, "1 minute"));
        sql.execute("insert into answer_to_forget (name) values ('SMI-2026-000007')");
        AnswersToForget answers = new AnswersToForget(database, 2, PLENTY, Duration.ZERO);

        answers.step();
        assertThat(sql.number("select count(*) from idempotency")).isEqualTo(3);
        answers.step();
        assertThat(sql.number("select count(*) from idempotency")).isEqualTo(1);
        assertThat(sql.number("select count(*) from answer_to_forget")).isEqualTo(1);
        answers.step();
        assertThat(sql.number("select count(*) from idempotency")).isZero();
        assertThat(sql.number("select count(*) from answer_to_forget")).isZero();
    }

    /// A page of one moment's answers ends among them, and the next one goes on there.
    @Test
    void answersOfOneMomentAreAllLookedThroughHoweverManyThereAre() {
        sql.execute(answers(5, "nobody''s", "1 minute"));
        sql.execute(answers(1, ERASED, "1 second"));
        sql.execute("update idempotency set created_at = '2026-01-01T00:00:00Z'");
        sql.execute("insert into answer_to_forget (name) values ('SMI-2026-000007')");

        new AnswersToForget(database, 2, PLENTY, Duration.ofMinutes(1)).step();

        assertThat(sql.number("select count(*) from idempotency")).isEqualTo(5);
        assertThat(sql.number("select count(*) from answer_to_forget")).isZero();
    }

    @Test
    void aPageEndsWhereItsAnswersAreLargeAndIsNeverEmpty() {
        sql.execute(answers(5, ERASED, "1 minute"));
        sql.execute("insert into answer_to_forget (name) values ('SMI-2026-000007')");
        AnswersToForget answers = new AnswersToForget(database, 100, 1, Duration.ZERO);

        answers.step();
        assertThat(sql.number("select count(*) from idempotency")).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            answers.step();
        }
        assertThat(sql.number("select count(*) from idempotency")).isZero();
        assertThat(sql.number("select count(*) from answer_to_forget")).isZero();
    }

    /// Each a microsecond older than the one before it.
    private static String answers(int count, String body, String age) {
        return """
                insert into idempotency (caller, path, key, body_hash, status, body, created_at)
                select 'user:u-1', '/x', '%2$s' || n, 'h', 200, '%1$s',
                       now() - interval '%2$s' - n * interval '1 microsecond'
                from generate_series(1, %3$d) as n
                """.formatted(body, age, count);
    }
}
