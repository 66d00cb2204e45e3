package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `kill -9` of PostgreSQL's main process. Recovery: from the moment when it takes connections again until each of the
/// three services has taken a request.
final class DatabaseKill implements Experiment {
    private static final int ROUNDS = 5;
    private static final Duration PROMISE = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "kill-postgres";
    }

    @Override
    public String what() {
        return "kill -9 of PostgreSQL, and its restart";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(ROUNDS, 1);
        List<Duration> recoveries = new ArrayList<>();
        try (Traffic traffic = lab.people()) {
            for (int round = 0; round < rounds; round++) {
                lab.letGo(Duration.ofMillis(500), Duration.ofMillis(2_000));
                recoveries.add(recovery(lab.stack(), traffic.journal()));
                lab.stack().part("postgres").awaitReady();
            }
            traffic.stop();
            Verdict verdict = Verdict.of(lab.stack(), traffic);
            Journal journal = traffic.journal();
            return Outcome.of(name(), rounds + " x kill -9 of PostgreSQL", verdict, recoveries)
                    .expect(
                            lab.isShort() || recoveries.stream().allMatch(each -> each.compareTo(PROMISE) <= 0),
                            "Not back within " + PROMISE.toSeconds() + " s of its return")
                    .with("refused and tried again", journal.refusals())
                    .with("slowest refusal ms", journal.slowestRefusal().toMillis());
        }
    }

    private static Duration recovery(OwnStack stack, Journal journal) throws IOException {
        stack.part("postgres").kill();
        Waiting.until(LIMIT, () -> answers(stack));
        long returned = System.nanoTime();
        List<String> services = List.of(OwnStack.TICKET, OwnStack.MESSAGING, OwnStack.RATING);
        Waiting.until(LIMIT, () -> services.stream().allMatch(service -> journal.recovery(service, returned) != null));
        return services.stream()
                .flatMap(service -> Stream.ofNullable(journal.recovery(service, returned)))
                .max(Duration::compareTo)
                .orElse(LIMIT);
    }

    private static boolean answers(OwnStack stack) {
        try {
            return stack.database("ticket").text("select 'here'").equals("here");
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
