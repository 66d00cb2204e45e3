package com.smipay.support.kit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// Safe retries (`decisions.md` 8) for any sequence of requests, on real PostgreSQL, beside a model of a few lines:
/// one effect for each caller, path and key, the first answer for its repeats, a refusal for another body, and
/// nothing kept of what failed. The seed is fixed: every build tries the same.
class IdempotencyKeyPropertyTest {
    private static final TestDatabase SQL = TestPostgres.freshDatabase("once_any", fresh -> {
        try (Database database = open(fresh)) {
            Migrations.apply(database);
        }
    });
    private static final Database DATABASE = open(SQL);

    /// @param fails whether its effect ends in a refusal
    record Request(String caller, String path, String key, String body, boolean fails) {
        /// @param run so that no run meets the rows of another
        IdempotencyKey key(String run) {
            return new IdempotencyKey(
                    caller, path, run + key, IdempotencyKey.sha256(body.getBytes(StandardCharsets.UTF_8)));
        }

        List<String> identity() {
            return List.of(caller, path, key);
        }
    }

    private record First(String body, int effect) {}

    private static Database open(TestDatabase sql) {
        return new Database(new DatabaseSettings(sql.url(), sql.username(), sql.password(), 2, Duration.ofSeconds(5)));
    }

    @AfterContainer
    static void stop() {
        DATABASE.close();
    }

    /// Few enough of each that they meet, and such that they would be the same if they were only put together.
    @Provide
    Arbitrary<List<Request>> requests() {
        return Combinators.combine(
                        Arbitraries.of("user:1", "user:1 /a", "device:1"),
                        Arbitraries.of("/a", "/a k"),
                        Arbitraries.of("k", "k k", "K", "ключ", "'; drop table idempotency --", "k\u00a0"),
                        Arbitraries.of("{}", "{ }"),
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(4, false), net.jqwik.api.Tuple.of(1, true)))
                .as(Request::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(12);
    }

    @Property(seed = "4711", tries = 60)
    void anySequenceOfRequestsHasTheEffectsOfItsFirstOnes(@ForAll("requests") List<Request> requests) {
        String run = UUID.randomUUID().toString();
        Map<List<String>, First> firsts = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            First first = firsts.get(request.identity());
            if (first == null && request.fails()) {
                assertThat(run(request, run, -1)).isEqualTo(Outcome.refused("Refused"));
            } else if (first == null) {
                assertThat(run(request, run, i)).isEqualTo(new Outcome.Executed<>(i, List.of()));
                firsts.put(request.identity(), new First(request.body(), i));
            } else if (first.body().equals(request.body())) {
                assertThat(run(request, run, i))
                        .isEqualTo(new Outcome.Replayed<>(201, "{\"effect\":" + first.effect() + "}"));
            } else {
                assertThatThrownBy(() -> run(request, run, -1))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED"));
            }
        }
    }

    private static Outcome<Integer, String> run(Request request, String run, int effect) {
        return new IdempotentExecutor(DATABASE)
                .execute(
                        new IdempotentRequest<>(
                                Optional.of(request.key(run)), 201, (Integer made) -> Map.of("effect", made)),
                        tx -> request.fails() ? Result.refused("Refused") : Result.accepted(effect, Optional.empty()));
    }
}
