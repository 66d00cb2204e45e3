package com.smipay.support.kit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RequestBatcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BROKEN = "broken";

    /// Every list that was done, in order; the first one waits for `go`.
    private final List<List<String>> statements = new CopyOnWriteArrayList<>();

    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Thread> askers = new ArrayList<>();

    private RequestBatcher<String, String> line =
            new RequestBatcher<>("test", PATIENCE, questions -> answers(questions, any -> {}));

    @AfterEach
    void letGo() {
        go.countDown();
    }

    @Test
    void atRestAThingIsDoneAsItComes() {
        go.countDown();

        assertThat(line.ask("a")).isEqualTo("A");
        assertThat(line.ask("b")).isEqualTo("B");

        assertThat(statements).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatComesMeanwhileIsDoneTogetherAndEachGetsItsOwnAnswer() throws Exception {
        List<FutureTask<String>> asked = askAll("a", "b", "c", "d");

        assertThat(answersOf(asked)).containsExactly("A", "B", "C", "D");
        assertThat(statements).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void aHundredAreDoneTogetherAtTheMost() throws Exception {
        List<FutureTask<String>> asked =
                askAll(IntStream.range(0, 151).mapToObj(i -> "q" + i).toArray(String[]::new));

        assertThat(answersOf(asked)).hasSize(151).doesNotHaveDuplicates();
        assertThat(statements).extracting(List::size).containsExactly(1, 100, 50);
    }

    @Test
    void whatHasToBeApartIsAndKeepsItsOrder() throws Exception {
        line = new RequestBatcher<>(
                "test", PATIENCE, question -> question.charAt(0), questions -> answers(questions, any -> {}));

        List<FutureTask<String>> asked = askAll("x", "a1", "a2", "b1", "a3");

        assertThat(answersOf(asked)).containsExactly("X", "A1", "A2", "B1", "A3");
        assertThat(statements).containsExactly(List.of("x"), List.of("a1", "b1"), List.of("a2"), List.of("a3"));
    }

    @Test
    void whatIsWrongWithOneIsNoReasonToRefuseTheOthers() throws Exception {
        failing(new IllegalArgumentException("That one"));

        List<FutureTask<String>> asked = askAll("a", "b", BROKEN, "c");

        assertThat(asked.get(1).get()).isEqualTo("B");
        assertThatThrownBy(asked.get(2)::get).hasRootCauseMessage("That one");
        assertThat(asked.get(3).get()).isEqualTo("C");
        assertThat(statements)
                .containsExactly(List.of("a"), List.of("b", BROKEN, "c"), List.of("b"), List.of(BROKEN), List.of("c"));
    }

    @Test
    void aRowThatSomebodyHoldsIsNoReasonToRefuseTheOthers() throws Exception {
        failing(DatabaseUnavailableException.rowHeld(new IllegalStateException("Held")));

        List<FutureTask<String>> asked = askAll("a", "b", BROKEN, "c");

        assertThat(asked.get(1).get()).isEqualTo("B");
        assertThatThrownBy(asked.get(2)::get).hasRootCauseMessage("Held");
        assertThat(asked.get(3).get()).isEqualTo("C");
        assertThat(line.ask("d")).isEqualTo("D");
    }

    @Test
    void whileTheDatabaseIsAwayEverybodyHearsSoAtOnce() throws Exception {
        failing(new DatabaseUnavailableException(new IllegalStateException("Away")));

        List<FutureTask<String>> asked = askAll("a", "b", BROKEN);

        assertThatThrownBy(asked.get(1)::get).hasCauseInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(asked.get(2)::get).hasCauseInstanceOf(DatabaseUnavailableException.class);
        assertThat(statements).hasSize(2);
    }

    @Test
    void anErrorReachesWhoWasThereAndTheLineGoesOn() throws Exception {
        failing(new StackOverflowError("Too deep"));

        List<FutureTask<String>> asked = askAll("a", "b", BROKEN);

        assertThatThrownBy(asked.get(1)::get).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(asked.get(2)::get).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(line.ask("c")).isEqualTo("C");
    }

    @Test
    void whoWaitedInVainHearsSoAndIsNotDone() throws Exception {
        line = new RequestBatcher<>("test", Duration.ofMillis(300), questions -> answers(questions, any -> {}));
        FutureTask<String> begun = ask("a");
        await().until(() -> !statements.isEmpty());

        assertThatThrownBy(() -> line.ask("late")).isInstanceOf(DatabaseUnavailableException.class);

        go.countDown();
        assertThat(begun.get()).as("begun in time, however long it took").isEqualTo("A");
        assertThat(line.ask("b")).isEqualTo("B");
        assertThat(statements).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whoIsInterruptedInTheLineIsNotDoneAndStaysInterrupted() throws Exception {
        FutureTask<String> begun = ask("a");
        await().until(() -> !statements.isEmpty());
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread impatient = Thread.ofPlatform().start(() -> {
            try {
                line.ask("b");
            } catch (DatabaseUnavailableException e) {
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        await().until(() -> impatient.getState() == Thread.State.TIMED_WAITING);

        impatient.interrupt();

        assertThat(stillInterrupted.get()).isTrue();
        go.countDown();
        assertThat(begun.get()).isEqualTo("A");
        assertThat(line.ask("c")).isEqualTo("C");
        assertThat(statements).containsExactly(List.of("a"), List.of("c"));
    }

    private void failing(Throwable failure) {
        line = new RequestBatcher<>(
                "test",
                PATIENCE,
                questions -> answers(questions, all -> {
                    if (all.contains(BROKEN)) {
                        RequestBatcherTest.<RuntimeException>sneak(failure);
                    }
                }));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    private List<String> answers(List<String> questions, Consumer<List<String>> check) {
        statements.add(questions);
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        check.accept(questions);
        return questions.stream().map(String::toUpperCase).toList();
    }

    /// Lets go when the first one is under way and the others wait behind it, in their order.
    private List<FutureTask<String>> askAll(String... questions) {
        List<FutureTask<String>> asked = new ArrayList<>();
        for (String question : questions) {
            asked.add(ask(question));
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> !statements.isEmpty()
                            && askers.stream().allMatch(one -> one.getState() == Thread.State.TIMED_WAITING));
        }
        go.countDown();
        return asked;
    }

    private FutureTask<String> ask(String question) {
        FutureTask<String> asking = new FutureTask<>(() -> line.ask(question));
        askers.add(Thread.ofPlatform().start(asking));
        return asking;
    }

    private static List<String> answersOf(List<FutureTask<String>> asked) throws Exception {
        List<String> answers = new ArrayList<>();
        for (FutureTask<String> one : asked) {
            answers.add(one.get());
        }
        return answers;
    }
}
