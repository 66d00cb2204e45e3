package com.smipay.support.kit.batch;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Requests that come at once share a statement (ADR 0038): under load one costs a fraction of a statement and of a
/// commit. Safe for all threads.
///
/// What is gathered is done as a whole or not at all. Where that fails, it is done one by one: what is wrong with one
/// is no reason to refuse the others, and neither is a row that somebody holds. When the database is away all of them
/// hear so at once.
///
/// @param <Q> what is done, or asked
/// @param <A> what becomes of it
public final class RequestBatcher<Q, A> {
    private static final int MOST_TOGETHER = 100;
    private static final int MOST_APART = 3;

    private final String name;
    private final Duration patience;
    private final Function<Q, ?> apart;
    private final Function<List<Q>, List<A>> statement;
    private final BatchQueue<Waiting<Q, A>> queue;

    private final Semaphore apartAtOnce = new Semaphore(MOST_APART);

    /// @param outcome gives the answer, or throws what became of it
    private record Waiting<Q, A>(Q question, CompletableFuture<Supplier<A>> outcome) {
        void fail(RuntimeException failure) {
            outcome.complete(() -> {
                throw failure;
            });
        }
    }

    /// For things of which any number may be in one statement.
    ///
    /// @param name of the thread that runs the statements
    /// @param patience how long one waits for a statement to begin; as for a connection
    /// @param statement does all of a list, or nothing and throws; gives an answer for each, in the list's order
    public RequestBatcher(String name, Duration patience, Function<List<Q>, List<A>> statement) {
        this(name, patience, any -> new Object(), statement);
    }

    /// @param name of the thread that runs the statements
    /// @param patience how long one waits for a statement to begin; as for a connection
    /// @param apart of things for which it is equal one goes into a statement, the oldest; so they keep their order
    /// @param statement does all of a list, or nothing and throws; gives an answer for each, in the list's order
    public RequestBatcher(String name, Duration patience, Function<Q, ?> apart, Function<List<Q>, List<A>> statement) {
        this.name = name;
        this.patience = patience;
        this.apart = apart;
        this.statement = statement;
        // Every request waits for its outcome, so the line is as long as there are requests worked on at once.
        this.queue = new BatchQueue<>(
                task -> Thread.ofVirtual().name(name).start(task),
                Integer.MAX_VALUE,
                MOST_TOGETHER,
                this::oneOfEach,
                this::run,
                this::fail);
    }

    /// Returns, or throws what the statement threw, when it is done.
    ///
    /// @throws DatabaseUnavailableException when the database is away, or too busy; nothing was done
    public A ask(Q question) {
        Waiting<Q, A> one = new Waiting<>(question, new CompletableFuture<>());
        queue.add(one);
        try {
            return one.outcome().get(patience.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (TimeoutException e) {
            return giveUp(one, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(one, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An outcome is only ever given", e);
        }
    }

    /// What a statement has taken along is awaited to its end: it may be done.
    private A giveUp(Waiting<Q, A> one, Exception cause) {
        if (queue.remove(one)) {
            throw new DatabaseUnavailableException(cause);
        }
        return one.outcome().join().get();
    }

    private Predicate<Waiting<Q, A>> oneOfEach() {
        Set<Object> taken = new HashSet<>();
        return next -> taken.add(apart.apply(next.question()));
    }

    private void run(List<Waiting<Q, A>> together) {
        try {
            List<A> answers =
                    statement.apply(together.stream().map(Waiting::question).toList());
            for (int i = 0; i < together.size(); i++) {
                int place = i;
                together.get(i).outcome().complete(() -> answers.get(place));
            }
        } catch (DatabaseUnavailableException e) {
            if (e.isRowHeld() && together.size() > 1) {
                runApart(together);
            } else {
                together.forEach(one -> one.fail(e));
            }
        } catch (RuntimeException e) {
            if (together.size() > 1) {
                // Nothing is done; what is wrong with one of them is no reason to refuse the others.
                together.forEach(one -> run(List.of(one)));
            } else {
                together.forEach(one -> one.fail(e));
            }
        } catch (Error e) {
            fail(together, e);
        }
    }

    private void fail(List<Waiting<Q, A>> undone, Throwable why) {
        undone.forEach(one -> one.fail(new IllegalStateException("A statement broke: " + name, why)));
    }

    /// Somebody holds a row of one of them, and nothing is done. The line goes on while that one waits; few at a time,
    /// for each has a connection.
    private void runApart(List<Waiting<Q, A>> together) {
        together.forEach(one -> Thread.ofVirtual().name(name + "-apart").start(() -> {
            apartAtOnce.acquireUninterruptibly();
            try {
                run(List.of(one));
            } finally {
                apartAtOnce.release();
            }
        }));
    }
}
