package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Phone;
import com.smipay.support.faults.load.Reader;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One replica of a service after the other is told to stop and comes back, as in an update: nobody's request fails.
/// Recovery: until the replica serves again; of realtime until every phone is in its room again.
record Rolling(String service) implements Experiment {
    private static final int ROUNDS = 3;
    private static final Duration DEPARTURE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "rolling-" + service.replace("-service", "");
    }

    @Override
    public String what() {
        return "rolling restart of both replicas of " + service + " under load";
    }

    @Override
    public Map<String, String> settings() {
        return Replicated.SETTINGS;
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(ROUNDS, 1);
        List<Duration> recoveries = new ArrayList<>();
        try (Traffic traffic = lab.people();
                Reader reader = Reader.start(lab.stack())) {
            for (int round = 0; round < rounds; round++) {
                for (String replica : Replicated.replicas(service)) {
                    lab.letGo(Duration.ofMillis(300), Duration.ofMillis(1_000));
                    recoveries.add(restart(lab, traffic, replica));
                }
            }
            reader.close();
            traffic.stop();
            Verdict verdict = Verdict.of(lab.stack(), traffic);
            Journal journal = traffic.journal();
            return Outcome.of(name(), rounds + " x each of two replicas, SIGTERM", verdict, recoveries)
                    .expect(journal.refusals() == 0, journal.refusals() + " requests were refused")
                    .expect(journal.lostAnswers() == 0, journal.lostAnswers() + " answers were lost")
                    .expect(reader.failures().isEmpty(), "Reading meanwhile: " + reader.failures())
                    .with("calls that only read", reader.calls());
        }
    }

    private Duration restart(Lab lab, Traffic traffic, String replica) throws IOException {
        long told = System.nanoTime();
        lab.stack().part(replica).stop();
        if (Replicated.holdsSockets(service)) {
            // Of the phones some may have sat on the other replica; those notice nothing.
            Waiting.until(DEPARTURE, () -> !traffic.phones().stream().allMatch(Phone::isSettled));
            traffic.awaitSettled();
            Duration settled = Duration.ofNanos(System.nanoTime() - told);
            lab.stack().part(replica).awaitReady();
            return settled;
        }
        lab.stack().part(replica).awaitReady();
        return Duration.ofNanos(System.nanoTime() - told);
    }
}
