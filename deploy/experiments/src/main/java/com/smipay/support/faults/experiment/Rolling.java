package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Phone;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One replica after the other is told to stop and comes back, as in an update. Of the services that run here only
/// realtime has two replicas; of the others each request would have to wait for the only one. Recovery: until every
/// phone is in its room again.
final class Rolling implements Experiment {
    private static final int ROUNDS = 3;
    private static final List<String> REPLICAS = List.of(OwnStack.REALTIME, OwnStack.REALTIME + "-2");
    private static final Duration DEPARTURE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "rolling-realtime";
    }

    @Override
    public String what() {
        return "rolling restart of both realtime replicas (the other services run as one replica each)";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(ROUNDS, 1);
        List<Duration> recoveries = new ArrayList<>();
        try (Traffic traffic = lab.people()) {
            for (int round = 0; round < rounds; round++) {
                for (String replica : REPLICAS) {
                    lab.letGo(Duration.ofMillis(300), Duration.ofMillis(1_000));
                    long told = System.nanoTime();
                    lab.stack().part(replica).stop();
                    // Of the phones some may have sat on the other replica; those notice nothing.
                    Waiting.until(DEPARTURE, () -> !traffic.phones().stream().allMatch(Phone::isSettled));
                    traffic.awaitSettled();
                    recoveries.add(Duration.ofNanos(System.nanoTime() - told));
                    lab.stack().part(replica).awaitReady();
                }
            }
            traffic.stop();
            Verdict verdict = Verdict.of(lab.stack(), traffic);
            Journal journal = traffic.journal();
            return Outcome.of(name(), rounds + " x each of two replicas, SIGTERM", verdict, recoveries)
                    .expect(journal.refusals() == 0, journal.refusals() + " requests were refused")
                    .expect(journal.lostAnswers() == 0, journal.lostAnswers() + " answers were lost");
        }
    }
}
