package com.smipay.support.kit.command;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.Portions;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs the effect of a POST at most once for each key (`decisions.md` 8). The answer is remembered in the
/// transaction of the effect, so a crash either keeps both or frees the key. Only successes are remembered: what is
/// refused, or throws, rolls back. Safe for all threads and replicas.
public final class IdempotentExecutor {
    private static final Duration LOOKING_FOR = Duration.ofSeconds(4);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /// In place of a status: the answer is with the peer that made the effect.
    private static final int ELSEWHERE = 0;

    /// That is remembered.
    private record Answer(int status, String body) {}

    /// A key that is used anew meanwhile is not old any more.
    private static final String FORGET_OLD = """
            delete from idempotency
            where created_at < now() - interval '24 hours'
              and ctid = any (array(
                  select ctid from idempotency
                  where created_at < now() - interval '24 hours'
                  order by created_at
                  limit :batch
              ))
            """;

    private static final int ANSWERS_AT_ONCE = 5_000;
    private static final long BYTES_AT_ONCE = 16L * 1024 * 1024;
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    private final Database database;
    private final AnswersToForget answersToForget;

    public IdempotentExecutor(Database database) {
        this.database = database;
        this.answersToForget = new AnswersToForget(database, ANSWERS_AT_ONCE, BYTES_AT_ONCE, LONGEST_TURN);
    }

    /// What is refused is rolled back, and not remembered.
    ///
    /// @param decision everything in one transaction
    /// @throws Problem 409 while the first request of this key is still running, 422 when the key came with another
    ///     body
    <A, R> Outcome<A, R> execute(IdempotentRequest<A> request, Function<Statements, Result<A, R>> decision) {
        return request.key()
                .map(key -> whateverBecomesOfTheCommit(() -> database.transaction(
                        tx -> execute(tx, key, request, decision), outcome -> !(outcome instanceof Outcome.Refused))))
                .orElseGet(() ->
                        Outcome.of(database.transaction(decision, result -> result instanceof Result.Accepted)));
    }

    private static <A, R> Outcome<A, R> execute(
            Statements tx,
            IdempotencyKey key,
            IdempotentRequest<A> request,
            Function<Statements, Result<A, R>> decision) {
        Optional<Answer> earlier = begin(tx, key);
        if (earlier.isPresent()) {
            return new Outcome.Replayed<>(earlier.get().status(), earlier.get().body());
        }
        Result<A, R> result = decision.apply(tx);
        if (result instanceof Result.Accepted<A, R> accepted) {
            byte[] body = Responses.bytes(request.body().apply(accepted.value()));
            remember(tx, key, request.status(), new String(body, StandardCharsets.UTF_8));
        }
        return Outcome.of(result);
    }

    /// Where the database went away over the commit, the key tells what became of it: it is found, or the effect
    /// runs again. 409 as long as the lost session has not ended (`decisions.md` 57).
    ///
    /// @throws DatabaseUnavailableException when the database does not come back within some seconds
    private static <T> T whateverBecomesOfTheCommit(Supplier<T> transaction) {
        long deadline = System.nanoTime() + LOOKING_FOR.toNanos();
        boolean lost = false;
        while (true) {
            try {
                return transaction.get();
            } catch (DatabaseUnavailableException e) {
                lost |= e.isOutcomeUnknown();
                if (!lost || System.nanoTime() >= deadline || !paused()) {
                    throw e;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Notes that the effect of this key is made by a peer, so that the key counts here for no other body, whatever
    /// that would have as its effect (`decisions.md` 55). To be called before the peer is: whoever crashes in
    /// between, or is not answered, leaves the key to the same body.
    ///
    /// @return whether it was not noted before
    /// @throws Problem as [CommandExecutor#inTransaction]
    public boolean reserve(IdempotencyKey key) {
        return database.transaction(tx -> {
            if (begin(tx, key).isPresent()) {
                return false;
            }
            remember(tx, key, ELSEWHERE, "");
            return true;
        });
    }

    /// [#reserve], for an effect whose answer is remembered here by [#conclude]: whoever comes between the two, or
    /// after a crash, makes the effect again, which the peer knows to be the same.
    ///
    /// @return the first answer, where it is remembered
    /// @throws Problem as [CommandExecutor#inTransaction]
    public <A, R> Optional<Outcome<A, R>> reserveUnlessConcluded(IdempotencyKey key) {
        return database.transaction(tx -> {
            Optional<Answer> earlier = begin(tx, key);
            if (earlier.isEmpty()) {
                remember(tx, key, ELSEWHERE, "");
            }
            return earlier.filter(answer -> answer.status() != ELSEWHERE)
                    .map(answer -> new Outcome.Replayed<>(answer.status(), answer.body()));
        });
    }

    /// Remembers the answer of an effect that was reserved; the first one stays.
    ///
    /// @return whether this is the first one
    public <A> boolean conclude(IdempotencyKey key, IdempotentRequest<A> request, A value) {
        long concluded = database.update(
                """
                update idempotency set status = :status, body = :body
                where caller = :caller and path = :path and key = :key and body_hash = :hash and status = :reserved
                """,
                Map.of(
                        "caller", key.caller(),
                        "path", key.path(),
                        "key", key.key(),
                        "hash", key.bodyHash(),
                        "reserved", ELSEWHERE,
                        "status", request.status(),
                        "body", new String(Responses.bytes(request.body().apply(value)), StandardCharsets.UTF_8)));
        return concluded > 0;
    }

    /// Takes back what [#reserve] noted: the peer made no effect.
    public void release(IdempotencyKey key) {
        database.update(
                """
                delete from idempotency
                where caller = :caller and path = :path and key = :key and body_hash = :hash and status = :status
                """,
                Map.of(
                        "caller", key.caller(),
                        "path", key.path(),
                        "key", key.key(),
                        "hash", key.bodyHash(),
                        "status", ELSEWHERE));
    }

    /// Forgets what a person was answered.
    public static void forgetAnswersTo(Statements statements, String userId) {
        statements.update("delete from idempotency where caller = 'user:' || :user_id", Map.of("user_id", userId));
    }

    /// Lets every answer be forgotten that names one of these; [#forgetNamed] does it.
    ///
    /// @param names UUIDs in lower case, and ticket numbers
    public static void forgetLater(Statements statements, Collection<String> names) {
        statements.update("""
                insert into answer_to_forget (name) select unnest(string_to_array(:names, ' ')) on conflict do nothing
                """, Map.of("names", String.join(" ", names)));
    }

    /// Does what [#forgetLater] has noted, or as much of it as a turn has time for; any replica may call it at any
    /// time, on one thread.
    public void forgetNamed() {
        answersToForget.step();
    }

    /// Forgets what is older than a day; any replica may call it at any time.
    public void forgetOld() {
        Portions.delete(database, FORGET_OLD, Map.of());
    }

    /// Empty while the key is free.
    private static Optional<Answer> begin(Statements tx, IdempotencyKey key) {
        // The lock ends with the transaction, whatever becomes of this process. It comes in a statement of its own, so
        // that the look-up after it sees what the holder before us committed.
        boolean free = tx.queryOne(
                        """
                        select pg_try_advisory_xact_lock(hashtextextended(:key, 8)) as free
                        """, Map.of("key", key.caller() + " " + key.path() + " " + key.key()), row -> row.flag("free"))
                .orElse(false);
        if (!free) {
            throw new Problem(
                    Status.CONFLICT_409,
                    "IDEMPOTENCY_IN_PROGRESS",
                    "The first request with this Idempotency-Key is still running",
                    List.of(),
                    Duration.ofSeconds(1));
        }
        return tx.queryOne("""
                select body_hash, status, body from idempotency
                where caller = :caller and path = :path and key = :key
                  and created_at > now() - interval '24 hours'
                """, Map.of("caller", key.caller(), "path", key.path(), "key", key.key()), row -> {
            if (!row.text("body_hash").equals(key.bodyHash())) {
                throw Problem.of(
                        Status.UNPROCESSABLE_CONTENT_422,
                        "IDEMPOTENCY_KEY_REUSED",
                        "This Idempotency-Key was used with another body");
            }
            return new Answer(row.integer("status"), row.text("body"));
        });
    }

    private static void remember(Statements tx, IdempotencyKey key, int status, String body) {
        tx.update(
                """
                insert into idempotency (caller, path, key, body_hash, status, body)
                values (:caller, :path, :key, :hash, :status, :body)
                on conflict (caller, path, key) do update
                set body_hash = excluded.body_hash, status = excluded.status, body = excluded.body,
                    created_at = clock_timestamp()
                """,
                Map.of(
                        "caller", key.caller(),
                        "path", key.path(),
                        "key", key.key(),
                        "hash", key.bodyHash(),
                        "status", status,
                        "body", body));
    }
}
