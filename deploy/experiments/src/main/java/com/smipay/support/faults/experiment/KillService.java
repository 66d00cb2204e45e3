package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Phone;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `kill -9` of one process at random moments. Recovery: until the first request that was sent after it is taken; of
/// realtime and the gateway until every phone is in its room again.
public record KillService(String process) implements Experiment {
    private static final int ROUNDS = 20;
    private static final Duration DEPARTURE = Duration.ofSeconds(3);
    private static final Duration COMEBACK = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "kill-" + process.replace("-service", "");
    }

    @Override
    public String what() {
        return "kill -9 of " + process + " at random moments under load";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(ROUNDS, 1);
        List<Duration> recoveries = new ArrayList<>();
        try (Traffic traffic = lab.people()) {
            StackPart part = lab.stack().part(process);
            for (int round = 0; round < rounds; round++) {
                lab.letGo(Duration.ofMillis(200), Duration.ofMillis(1_500));
                long killed = System.nanoTime();
                part.kill();
                recoveries.add(recovery(traffic, killed));
                part.awaitReady();
            }
            traffic.stop();
            Verdict verdict = Verdict.of(lab.stack(), traffic);
            Journal journal = traffic.journal();
            return Outcome.of(name(), rounds + " x kill -9 of " + process, verdict, recoveries)
                    .expect(recoveries.size() == rounds, "It did not come back within " + COMEBACK.toSeconds() + " s")
                    .with("refused and tried again", journal.refusals())
                    .with("answers lost and tried again", journal.lostAnswers());
        }
    }

    private Duration recovery(Traffic traffic, long killed) throws IOException {
        if (process.equals(OwnStack.REALTIME) || process.equals("gateway")) {
            // Some may sit on the other instance, and notice nothing.
            Waiting.until(DEPARTURE, () -> !traffic.phones().stream().allMatch(Phone::isSettled));
            traffic.awaitSettled();
            return Duration.ofNanos(System.nanoTime() - killed);
        }
        Waiting.until(COMEBACK, () -> traffic.journal().recovery(process, killed) != null);
        @Nullable Duration recovery = traffic.journal().recovery(process, killed);
        return recovery == null ? COMEBACK : recovery;
    }
}
